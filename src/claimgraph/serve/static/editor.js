"use strict";
(() => {
  const area = document.getElementById("query");
  const form = document.getElementById("plain");
  const box = document.getElementById("yasgui");
  for (const element of document.querySelectorAll(".scripted")) element.hidden = false;

  let waiting = null;
  const terms = () => {
    waiting ??= fetch("/terms.json").then((answer) => answer.json());
    return waiting;
  };
  const fits = (entry, word) => {
    const text = word.toLowerCase();
    return entry.short.toLowerCase().startsWith(text) || entry.iri.toLowerCase().startsWith(text.replace(/^</, ""))
      || entry.short.toLowerCase().includes(text) || entry.label.toLowerCase().includes(text);
  };
  const ranked = (found, word) => found.filter((entry) => fits(entry, word)).sort((a, b) => {
    const begins = (entry) => Number(entry.short.toLowerCase().startsWith(word.toLowerCase()));
    return begins(b) - begins(a) || b.count - a.count || (a.short < b.short ? -1 : 1);
  }).slice(0, 40);

  /* ---- the plain editor: one text box that completes terms of this graph ---- */

  const plain = () => {
    const list = document.createElement("ul");
    list.className = "hints";
    list.id = "hints";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Terms of this graph");
    list.hidden = true;
    area.parentElement.append(list);
    area.setAttribute("aria-controls", "hints");
    let at = 0;

    const word = () => /[^\s{}()[\];,|/^*+?]*$/.exec(area.value.slice(0, area.selectionStart))[0];
    const close = () => { list.hidden = true; area.removeAttribute("aria-activedescendant"); };
    const choose = (number) => {
      const options = list.children;
      at = (number + options.length) % options.length;
      [...options].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
      options[at].scrollIntoView({ block: "nearest" });
      area.setAttribute("aria-activedescendant", options[at].id);
    };
    const take = () => {
      const end = area.selectionStart;
      area.setRangeText(list.children[at].dataset.insert, end - word().length, end, "end");
      close();
    };
    const open = async () => {
      const known = await terms();
      const before = area.value.slice(0, area.selectionStart - word().length);
      const pool = /(?:\ba|rdf:type)\s+$/.test(before) ? known.classes : [...known.properties, ...known.classes];
      const found = ranked(pool, word());
      list.replaceChildren(...found.map((entry, index) => {
        const option = document.createElement("li");
        option.id = `hint-${index}`;
        option.setAttribute("role", "option");
        option.dataset.insert = entry.short;
        option.append(entry.short, " ");
        const note = document.createElement("small");
        note.textContent = `${entry.label} ${entry.count}`.trim();
        option.append(note);
        option.addEventListener("mousedown", (event) => { event.preventDefault(); choose(index); take(); });
        return option;
      }));
      list.hidden = found.length === 0;
      if (found.length) choose(0);
    };
    area.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); }
      else if (event.key === " " && event.ctrlKey) { event.preventDefault(); open(); }
      else if (!list.hidden && event.key === "ArrowDown") { event.preventDefault(); choose(at + 1); }
      else if (!list.hidden && event.key === "ArrowUp") { event.preventDefault(); choose(at - 1); }
      else if (!list.hidden && (event.key === "Enter" || event.key === "Tab")) { event.preventDefault(); take(); }
      else if (!list.hidden && event.key === "Escape") { event.preventDefault(); close(); }
    });
    area.addEventListener("input", () => { if (!list.hidden) open(); });
    area.addEventListener("blur", close);
    if (location.search.includes("query=")) document.getElementById("answer-head")?.focus({ preventScroll: true });
  };

  /* ---- the full editor: YASGUI, told to ask nobody but this server ---- */

  const completer = (name, kinds, valid) => ({
    name,
    bulk: false,
    autoShow: false,
    persistenceId: null,
    isValidCompletionPosition: valid,
    preProcessToken: (yasqe, token) => token,
    postProcessHints: (yasqe, hints) => hints,
    get: async (yasqe, token) => {
      const known = await terms();
      return ranked(kinds.flatMap((kind) => known[kind]), token?.string?.trim() ?? "").map((entry) => entry.short);
    },
  });

  const completers = (Yasqe) => {
    for (const name of Object.keys(Yasqe.Autocompleters)) delete Yasqe.Autocompleters[name];
    const previous = (yasqe) => {
      const at = yasqe.getDoc().getCursor();
      const token = yasqe.getCompleteToken();
      return yasqe.getPreviousNonWsToken(at.line, token)?.string;
    };
    const isClass = (yasqe) => ["a", "rdf:type"].includes(previous(yasqe));
    const isName = (yasqe) => !/^["?$#]/.test(yasqe.getCompleteToken().string);
    Yasqe.registerAutocompleter(completer("class", ["classes"], isClass));
    Yasqe.registerAutocompleter(completer("property", ["properties", "classes"], (y) => isName(y) && !isClass(y)));
    Yasqe.defaults.autocompleters = ["class", "property"];
  };

  /* What the bundle leaves out for people who hear or type: names, roles. Links stay on this server. */
  const base = box?.dataset.base;
  const mend = () => {
    const name = (selector, text) => {
      for (const element of box.querySelectorAll(selector)) element.setAttribute("aria-label", text);
    };
    name(".CodeMirror textarea, .CodeMirror [contenteditable]", "Query. Ctrl-Enter runs it, Ctrl-Space completes, Escape then Tab leaves");
    name("input.autocomplete", "Endpoint");
    name("select", "Rows on a page");
    name(".tableFilter", "Filter the rows");
    name(".CodeMirror-scroll", "Text");
    for (const element of box.querySelectorAll(".tabsList")) {
      element.removeAttribute("role");
      element.setAttribute("aria-label", "Tabs");
      element.setAttribute("role", "group");
    }
    for (const element of box.querySelectorAll(".tabsList [role=tab], .tabsList [aria-selected]")) {
      const chosen = element.getAttribute("aria-selected");
      element.removeAttribute("role");
      element.removeAttribute("aria-selected");
      element.removeAttribute("aria-controls");
      if (chosen === "true") element.setAttribute("aria-current", "true"); else if (chosen) element.removeAttribute("aria-current");
    }
    for (const element of box.querySelectorAll("[role=tabpanel]")) {
      element.removeAttribute("role");
      element.removeAttribute("aria-labelledby");
    }
    for (const link of box.querySelectorAll(".yasr_results td a[href]:not([data-here])")) {
      const iri = link.getAttribute("href");
      link.dataset.here = "1";
      link.href = base && iri.startsWith(base) ? `/${iri.slice(base.length)}` : `/resource?iri=${encodeURIComponent(iri)}`;
      link.removeAttribute("target");
    }
    for (const element of box.querySelectorAll("th")) {
      if (!element.textContent.trim()) (element.querySelector(".dt-column-title") ?? element).textContent = "#";
    }
    for (const element of box.querySelectorAll(".CodeMirror-scroll, .yasr_results, .dataTables_scrollBody, .dataTables_wrapper")) {
      if (!element.hasAttribute("tabindex")) element.setAttribute("tabindex", "0");
    }
  };

  const full = async () => {
    const known = await terms();
    const { Yasgui } = window;
    completers(Yasgui.Yasqe);
    Yasgui.Yasr.defaults.prefixes = known.prefixes;
    const endpoint = `${location.origin}/sparql`;
    const yasgui = new Yasgui(box, {
      requestConfig: { endpoint, method: "POST", acceptHeaderSelect: "application/sparql-results+json", acceptHeaderGraph: "text/turtle" },
      endpointCatalogueOptions: { getData: () => [] },
      copyEndpointOnNewTab: false,
      persistenceId: `claimgraph-${location.host}`,
      persistencyExpire: 30 * 24 * 3600,
      populateFromUrl: false,
      yasqe: {
        value: box.dataset.start, createShareableLink: (yasqe) => `${location.origin}/query?query=${encodeURIComponent(yasqe.getValue())}`,
        createShortLink: undefined, resizeable: true, showQueryButton: true, syntaxErrorCheck: false,
      },
      yasr: { prefixes: known.prefixes },
    });
    const here = (tab) => { if (tab.getEndpoint() !== endpoint) tab.setEndpoint(endpoint); };
    yasgui.on("tabSelect", (_, id) => setTimeout(() => { const tab = yasgui.getTab(id); if (tab) here(tab); mend(); }));
    const show = (text, name) => {
      const tab = yasgui.addTab(true, { name, requestConfig: { endpoint } });
      setTimeout(() => { tab.getYasqe().setValue(text); mend(); });
      return tab;
    };
    form.hidden = true;
    box.hidden = false;
    document.querySelector("#answer[data-plain]")?.setAttribute("hidden", "");
    if (location.search.includes("query=")) setTimeout(() => { const tab = show(box.dataset.start, "Link"); setTimeout(() => tab.query(), 50); });
    else setTimeout(() => { const tab = yasgui.getTab(); here(tab); tab.getYasqe().refresh(); mend(); });
    for (const link of document.querySelectorAll("a[data-query]")) {
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        show(link.dataset.query, link.dataset.name);
      });
    }
    document.getElementById("forget").addEventListener("click", () => {
      for (const key of Object.keys(localStorage)) if (/yasgui|yasqe|yasr|^claimgraph-.*:/.test(key)) localStorage.removeItem(key);
      location.href = "/query";
    });
    new MutationObserver(mend).observe(box, { childList: true, subtree: true });
    mend();
    box.dataset.ready = "1";
  };

  if (box && window.Yasgui) full(); else plain();
})();
