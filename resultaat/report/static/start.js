"use strict";
(() => {
  // Without this script the page is whole: words and tables. It adds charts, and opens for print
  // what is folded on screen.
  const root = document.documentElement;
  const waiting = new Set(document.querySelectorAll("[data-grafiek]"));
  const drawn = [];
  let shared = null;

  const read = (id) => {
    const style = getComputedStyle(root);
    const token = (_, name) => JSON.stringify(style.getPropertyValue(name).trim()).slice(1, -1);
    return JSON.parse(document.getElementById(id).textContent.replace(/var\((--[\w-]+)\)/g, token));
  };

  const merge = (base, own) => {
    const result = { ...base };
    for (const [key, value] of Object.entries(own)) {
      const deep = value && typeof value === "object" && !Array.isArray(value);
      result[key] = deep ? merge(base[key] || {}, value) : value;
    }
    return result;
  };

  const draw = (element) => {
    if (!waiting.delete(element)) return;
    const { d, l } = read(element.dataset.grafiek);
    const traces = d.map(({ s, ...own }) => merge(shared.styles[s], own));
    Plotly.newPlot(element, traces, merge(shared.layout, l), { ...shared.config });
    drawn.push(element);
  };

  // On paper two charts stand side by side; A4 within its margins is 688 pixels wide.
  const toPaper = () => {
    [...waiting].forEach(draw);
    root.classList.add("op-papier");
    for (const element of drawn) Plotly.relayout(element, { width: 332 });
  };
  const toScreen = () => {
    root.classList.remove("op-papier");
    for (const element of drawn) Plotly.relayout(element, { width: null, autosize: true });
  };

  // Base85 as in RFC 1924, with a comma for `<`: five characters for four bytes.
  const DIGITS =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;,=>?@^_`{|}~";
  const bytesOf = (text) => {
    const values = new Uint8Array(128);
    [...DIGITS].forEach((digit, value) => (values[digit.charCodeAt(0)] = value));
    const groups = Math.ceil(text.length / 5);
    const padded = text.padEnd(groups * 5, "~");
    const view = new DataView(new ArrayBuffer(groups * 4));
    for (let group = 0; group < groups; group++) {
      let number = 0;
      for (let at = group * 5; at < group * 5 + 5; at++) {
        number = number * 85 + values[padded.charCodeAt(at)];
      }
      view.setUint32(group * 4, number);
    }
    return new Uint8Array(view.buffer, 0, groups * 4 - (padded.length - text.length));
  };

  const unpack = async (id) => {
    const bytes = bytesOf(document.getElementById(id).textContent);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).text();
  };

  const start = async () => {
    const script = document.createElement("script");
    script.textContent = await unpack("deel-plotly");
    document.head.append(script);
    shared = read("deel-opmaak");
    const seen = new IntersectionObserver(
      (entries) => entries.filter((entry) => entry.isIntersecting).forEach((entry) => draw(entry.target)),
      { rootMargin: "600px" },
    );
    waiting.forEach((element) => seen.observe(element));
    addEventListener("beforeprint", toPaper);
    addEventListener("afterprint", toScreen);
    root.dataset.grafieken = "klaar";
  };

  // A table that does not fit can be scrolled with the keyboard; one that fits is no stop on the way.
  const reach = () => {
    for (const box of document.querySelectorAll(".schuif")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };
  addEventListener("resize", reach);
  document.addEventListener("toggle", reach, true);
  reach();

  const opened = [];
  addEventListener("beforeprint", () => {
    for (const folded of document.querySelectorAll("details:not([open]):not([data-lang])")) {
      folded.open = true;
      opened.push(folded);
    }
  });
  addEventListener("afterprint", () => {
    while (opened.length) opened.pop().open = false;
  });

  if (waiting.size && document.getElementById("deel-plotly") && "DecompressionStream" in window) {
    root.classList.add("met-grafieken");
    start().catch(() => root.classList.remove("met-grafieken"));
  }
})();
