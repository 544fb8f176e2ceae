// Looks once at the pages of the patrols that are due, so that the phone has them where there is no link.
for (const link of document.querySelectorAll("a[data-keep]")) {
  if (navigator.serviceWorker?.controller) fetch(link.href, { cache: "no-store" }).catch(() => undefined);
}
