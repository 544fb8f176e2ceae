// A short message centre of another maker (npm package smpp) for tests: takes messages, gives receipts, slows down.
const smpp = require("smpp");

const settings = JSON.parse(process.argv[2] || "{}");
let number = 0;
let throttled = 0;
const say = (what) => process.stdout.write(JSON.stringify(what) + "\n");

const server = smpp.createServer((session) => {
  session.on("bind_transceiver", (pdu) => {
    const refused = pdu.password !== "secret";
    session.send(pdu.response({ command_status: refused ? smpp.ESME_RINVPASWD : 0, system_id: "NODE" }));
    say({ bound: !refused, version: pdu.interface_version, system_id: pdu.system_id });
    if (!refused && settings.reply) {
      session.deliver_sm({ source_addr: "13900000001", destination_addr: "10639", short_message: settings.reply }, () => say({ reply: "acknowledged" }));
    }
  });
  session.on("submit_sm", (pdu) => {
    if (throttled < (settings.throttle || 0)) {
      throttled += 1;
      session.send(pdu.response({ command_status: smpp.ESME_RTHROTTLED }));
      return;
    }
    if (pdu.destination_addr === (settings.refuse || "")) {
      session.send(pdu.response({ command_status: smpp.ESME_RINVDSTADR }));
      return;
    }
    number += 1;
    const id = "node" + number;
    const text = pdu.short_message.message;
    say({ id, to: pdu.destination_addr, text, coding: pdu.data_coding, registered: pdu.registered_delivery, part: pdu.sar_segment_seqnum, parts: pdu.sar_total_segments, reference: pdu.sar_msg_ref_num });
    session.send(pdu.response({ message_id: id }));
    if (pdu.registered_delivery) {
      const stat = pdu.destination_addr === (settings.fails || "") ? "UNDELIV" : "DELIVRD";
      setTimeout(() => session.deliver_sm({
        source_addr: pdu.destination_addr,
        esm_class: 4,
        short_message: `id:${id} sub:001 dlvrd:001 submit date:2611221200 done date:2611221201 stat:${stat} err:027 text:`,
      }, () => say({ receipt: id })), 50);
    }
    if (settings.cut_after === number) session.destroy();
  });
  session.on("enquire_link", (pdu) => { say({ asked: true }); session.send(pdu.response()); });
  session.on("unbind", (pdu) => { session.send(pdu.response()); session.close(); });
  session.on("error", () => {});
});
server.listen(0, "127.0.0.1", () => say({ port: server.address().port }));
