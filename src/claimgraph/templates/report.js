"use strict";
(() => {
  const root = document.documentElement;
  const form = document.querySelector(".filter");
  const items = [...document.querySelectorAll(".item")];
  const heads = [...document.querySelectorAll("[data-topic].topic")];
  const fields = ["status", "topic", "flag", "pair", "q"].filter((n) => form && form.elements[n]);
  const texts = new Map();

  const textOf = (item) => {
    if (!texts.has(item)) texts.set(item, item.textContent.toLowerCase());
    return texts.get(item);
  };
  const fits = (item, want) =>
    (!want.status || item.dataset.status === want.status) &&
    (!want.topic || item.dataset.topic === want.topic) &&
    (!want.pair || item.dataset.against.split(" ").includes(want.pair)) &&
    (!want.flag || item.dataset.flags.split(" ").includes(want.flag)) &&
    (!want.q || textOf(item).includes(want.q.toLowerCase()));
  const wanted = () => Object.fromEntries(fields.map((n) => [n, form.elements[n].value.trim()]));

  const apply = () => {
    const want = wanted();
    const topics = new Set();
    let shown = 0;
    for (const item of items) {
      item.hidden = !fits(item, want);
      if (!item.hidden) { shown += 1; topics.add(item.dataset.topic); }
    }
    for (const head of heads) head.hidden = !topics.has(head.dataset.topic);
    document.querySelector(".nothing").hidden = shown > 0;
    form.querySelector("output").value = `${shown} of ${items.length}`;
  };
  const remember = () => {
    const set = new URLSearchParams(Object.entries(wanted()).filter(([, value]) => value));
    history.replaceState(null, "", set.size ? `#f?${set}` : "#all");
  };
  const fill = (query) => {
    const set = new URLSearchParams(query);
    for (const name of fields) form.elements[name].value = set.get(name) || "";
    apply();
  };
  const arrive = () => {
    const hash = location.hash.slice(1);
    if (hash.startsWith("f?")) {
      fill(hash.slice(2));
      document.getElementById("all").scrollIntoView();
      return;
    }
    let target = null;
    try { target = document.getElementById(decodeURIComponent(hash)); } catch { return; }
    const item = target && target.closest(".item");
    if (!item) return;
    if (item.hidden) fill("");
    item.open = true;
    target.scrollIntoView();
  };

  document.querySelector(".tools").hidden = false;
  const listen = () => {
    form.hidden = false;
    form.addEventListener("input", () => { apply(); remember(); });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => { apply(); remember(); }));
    addEventListener("hashchange", arrive);
    apply();
    arrive();
  };
  document.addEventListener("click", (event) => {
    const link = form && event.target.closest("a[data-filter]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    location.hash = `f?${link.dataset.filter}`;
  });
  const print = (short) => { root.classList.toggle("print-short", short); window.print(); };
  document.getElementById("print-short")?.addEventListener("click", () => print(true));
  document.getElementById("print-all").addEventListener("click", () => print(false));
  document.getElementById("theme").addEventListener("click", () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  if (form) listen();
})();
