// Shows the notices of warnings, one for each message: what lifts or updates takes the place of what it follows.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  const said = event.data ? event.data.json() : {};
  event.waitUntil(tell(said));
});

async function tell(said) {
  if (said.follows) for (const shown of await self.registration.getNotifications({ tag: said.follows })) shown.close();
  await self.registration.showNotification(said.title ?? "", {
    body: said.body ?? "",
    tag: said.identifier ?? "warning",
    lang: said.language ?? "zh-CN",
    requireInteraction: (said.level ?? 0) >= 3 && !said.lifted,
    data: { url: pageOf(said) },
  });
}

// The page of the message itself, on this site and within its public pages; otherwise the list.
function pageOf(said) {
  const page = new URL(said.url ?? "/public/", self.location.href);
  const isOurs = page.origin === self.location.origin && page.pathname.startsWith("/public/");
  return isOurs ? page.pathname + page.search : "/public/";
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data?.url ?? "/public/"));
});
