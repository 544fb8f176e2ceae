// What a phone keeps until it is sent: entries in the order in which they were made, with their pictures, in the
// browser's own database, so that closing the page or the phone loses nothing. Old phones' list is taken over once.
const NAME = "anlan";
const OLD = "anlan.unsent";

const promised = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

let opened;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("unsent", { keyPath: "key", autoIncrement: true });
      request.result.createObjectStore("refused", { keyPath: "key", autoIncrement: true });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

async function store(name, mode) {
  return (await database()).transaction(name, mode).objectStore(name);
}

export const all = async (name) => promised((await store(name, "readonly")).getAll());
export const add = async (name, entry) => promised((await store(name, "readwrite")).add(entry));
export const drop = async (name, key) => promised((await store(name, "readwrite")).delete(key));
export const empty = async (name) => promised((await store(name, "readwrite")).clear());

// Moves an entry from the unsent to the refused in one step, so that it is never in both nor in neither.
export async function refuse(entry, said) {
  const transaction = (await database()).transaction(["unsent", "refused"], "readwrite");
  transaction.objectStore("unsent").delete(entry.key);
  const { key, ...rest } = entry;
  transaction.objectStore("refused").add({ ...rest, said });
  return new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onerror = () => reject(transaction.error);
  });
}

export async function takeOver(account) {
  const old = JSON.parse(localStorage.getItem(OLD) || "[]");
  for (const entry of old) await add("unsent", { at: Date.now(), account, ...entry });
  localStorage.removeItem(OLD);
}
