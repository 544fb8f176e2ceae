// Keeps static files and the phone pages last seen, so that a phone without a link still opens its tasks.
const CACHE = "anlan-6";
const PHONE_PAGES = [
  "/tasks/", "/losses/report/", "/intake/new/", "/report/", "/patrols/", "/supervision/visits/", "/styleguide/phone/",
];
const PHONE_STATIC = ["web", "command", "losses", "intake", "risks", "supervision"].map((room) => `/static/${room}/`);

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(tidy()));

async function tidy() {
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
  await self.clients.claim();
}

async function fromNetworkFirst(request) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await cache.put(request, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

async function fromCacheFirst(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request, { ignoreVary: true })) ?? fromNetworkFirst(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (address.origin !== location.origin) return;
  // What one account saw is not kept for the next.
  if (["/login/", "/logout/"].includes(address.pathname)) event.waitUntil(caches.delete(CACHE));
  // A fragment is not the page: it is fetched, never kept in the page's place.
  if (request.method !== "GET" || request.headers.has("HX-Request")) return;
  const isHashed = /\.[0-9a-f]{12}\.\w+$/.test(address.pathname);
  if (PHONE_STATIC.some((folder) => address.pathname.startsWith(folder))) {
    event.respondWith(isHashed ? fromCacheFirst(request) : fromNetworkFirst(request));
  } else if (PHONE_PAGES.some((page) => address.pathname.startsWith(page))) {
    event.respondWith(fromNetworkFirst(request));
  }
});
