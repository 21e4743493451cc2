"use strict";
(() => {
  const root = document.documentElement;
  const key = "claimgraph-theme";
  const kept = () => { try { return localStorage.getItem(key); } catch { return null; } };
  const keep = (value) => { try { localStorage.setItem(key, value); } catch { /* then it lasts for this page */ } };
  if (["light", "dark"].includes(kept())) root.dataset.theme = kept();
  const button = document.getElementById("theme");
  button.hidden = false;
  button.addEventListener("click", () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    keep(root.dataset.theme);
  });
  for (const form of document.querySelectorAll(".facets, .filter")) {
    form.addEventListener("submit", () => { // short addresses: what is not chosen is left out
      for (const field of form.elements) field.disabled = field.name !== "" && field.value === "";
    });
  }
  addEventListener("pageshow", () => {
    for (const field of document.querySelectorAll(".facets :disabled, .filter :disabled")) field.disabled = false;
  });

  const seen = document.querySelector("script[data-version]")?.dataset.version;
  const look = async () => {
    if (document.visibilityState !== "visible") return;
    try {
      const answer = await fetch("/version", { cache: "no-store" });
      if (answer.ok && (await answer.text()).trim() !== seen.trim()) location.reload();
    } catch { /* the server is gone or starting again: ask later */ }
  };
  // a query that somebody is writing is not thrown away
  if (seen !== undefined && location.pathname !== "/query") setInterval(look, 1500);
})();
