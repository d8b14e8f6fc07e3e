/* Added by the preview to each page, never by a build: shows a page anew when it has changed. */
(() => {
  const script = document.currentScript;
  const base = script.src.replace(/live\.js.*$/, "");
  const { page } = script.dataset;
  let { known } = script.dataset;
  const store = "rolecall.preview";

  // What was open, where the page stood and which field had the focus before it was shown anew.
  const before = (() => {
    try {
      const kept = JSON.parse(sessionStorage.getItem(store));
      sessionStorage.removeItem(store);
      return kept?.address === location.href ? kept : null;
    } catch {
      return null;
    }
  })();
  if (before) {
    history.scrollRestoration = "manual";
    // At once, also where a style asks for smooth scrolling: that would start at the top, and any touch would end it there.
    const scroll = () => scrollTo({ top: before.top, behavior: "instant" });
    const restore = () => {
      document.querySelectorAll("details").forEach((details, i) => (details.open = before.open[i] ?? details.open));
      scroll();
    };
    // Not before the page's scripts have shown their fields and filled them in; who is somewhere else by then stays there.
    const refocus = () => {
      const { selector, start, end } = before.field ?? {};
      const field = selector && document.activeElement === document.body && document.querySelector(selector);
      if (!field) return;
      field.focus({ preventScroll: true });
      if (typeof start === "number") field.setSelectionRange?.(start, end);
    };
    restore();
    // Lists that a script fills grow a moment later; who scrolls meanwhile is left alone.
    const again = new ResizeObserver(scroll);
    const end = () => (again.disconnect(), (history.scrollRestoration = "auto"));
    addEventListener("load", () => (restore(), refocus(), setTimeout(end, 1000)), { once: true });
    for (const event of ["wheel", "touchstart", "keydown", "pointerdown"]) addEventListener(event, end, { once: true });
    again.observe(document.body);
  }

  /** The field that has the focus, and what is selected in it. */
  function focused() {
    const { id, name, type, value, selectionStart: start, selectionEnd: end } = document.activeElement ?? {};
    const isBox = type === "checkbox" || type === "radio";
    const own = isBox ? `[value="${CSS.escape(value)}"]` : "";
    const selector = id ? `#${CSS.escape(id)}` : name ? `[name="${CSS.escape(name)}"]${own}` : null;
    return selector && { selector, start, end };
  }

  function reload() {
    const open = [...document.querySelectorAll("details")].map((details) => details.open);
    try {
      sessionStorage.setItem(store, JSON.stringify({ address: location.href, top: scrollY, open, field: focused() }));
    } catch {
      // Then the browser's own memory has to do.
    }
    location.reload();
  }

  /** Puts new style sheets in the place of the old ones, each when it has arrived. */
  function restyle(styles) {
    const links = [...document.querySelectorAll("link[rel=stylesheet]")];
    if (links.length !== styles.length) return reload();
    styles.forEach((href, i) => {
      if (new URL(href, location).href === links[i].href) return;
      const link = links[i].cloneNode();
      link.href = href;
      link.onload = link.onerror = () => links[i].remove();
      links[i].after(link);
    });
  }

  let panel;
  function tell(text) {
    panel?.remove();
    panel = undefined;
    if (!text) return;
    panel = document.createElement("div");
    panel.id = "rolecall-problems";
    panel.setAttribute("role", "alert");
    Object.assign(panel.style, {
      position: "fixed", inset: "auto 0 0 0", maxHeight: "60vh", overflow: "auto", zIndex: 2147483647, padding: "1rem",
      background: "#2b0d0d", color: "#ffe3e0", borderTop: "4px solid #e5484d", font: "14px/1.5 ui-monospace, monospace",
    });
    const words = document.createElement("pre");
    Object.assign(words.style, { margin: 0, whiteSpace: "pre-wrap", font: "inherit", color: "inherit", background: "none" });
    words.textContent = text.trimEnd();
    panel.append(words);
    document.body.append(panel);
  }

  const pause = (time) => new Promise((end) => setTimeout(end, time));
  const seen = () =>
    document.visibilityState === "visible" ||
    new Promise((end) => document.addEventListener("visibilitychange", end, { once: true }));

  (async () => {
    let wait = 250;
    for (;;) {
      // Browsers open few connections to one host, and a tab that nobody sees needs none.
      while ((await seen()) !== true);
      try {
        const query = new URLSearchParams({ page: location.pathname, known });
        const answer = await fetch(`${base}news?${query}`, { cache: "no-store" });
        wait = 250;
        if (answer.status === 204) continue;
        if (!answer.ok) {
          await pause(5000);
          continue;
        }
        const now = await answer.json();
        known = now.tag;
        if (now.page !== page) return reload();
        restyle(now.styles);
        tell(now.problems);
      } catch {
        // The preview is being started again, or has ended.
        await pause(wait);
        wait = Math.min(wait * 2, 2000);
      }
    }
  })();
})();
