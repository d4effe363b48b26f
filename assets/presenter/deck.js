"use strict";
// Present mode. Everything it needs is in this page: a lost connection changes nothing.
(() => {
  const slides = [...document.querySelectorAll(".slide")];
  const last = slides.length - 1;
  const seconds = [0, 10, 20, 30, 60];
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("oversight-" + document.title) : null;
  const speaker = new URLSearchParams(location.hash.slice(1)).has("speaker");
  let now = 0, pace = 0, timer = 0, unit = 1, calm = 0;

  const kept = name => { try { return localStorage.getItem("oversight-" + name); } catch { return null; } };
  const keep = (name, value) => { try { localStorage.setItem("oversight-" + name, value); } catch { /* private window */ } };

  function fit() {
    unit = Math.min(innerHeight / 720, innerWidth / 1280);
    document.documentElement.style.setProperty("--u", unit + "px");
    slides.forEach(slide => slide.dataset.drawn = "");
    draw(slides[now]);
  }

  function sized(value, name) {
    if (Array.isArray(value)) return value.map(one => sized(one, name));
    if (value && typeof value === "object")
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, key === "data" ? one : sized(one, key)]));
    const grows = /FontSize$|^labelLimit$|^strokeWidth$/.test(name) && typeof value === "number";
    return grows ? value * unit : /^(size|symbolSize)$/.test(name) && typeof value === "number" ? value * unit * unit : value;
  }

  function draw(slide) {
    if (!slide || slide.dataset.drawn === String(unit) || !window.vegaEmbed || speaker) return;
    slide.dataset.drawn = String(unit);
    slide.querySelectorAll("figure.chart").forEach(figure => {
      const room = figure.querySelector("div");
      room.replaceChildren();
      const spec = sized(JSON.parse(figure.dataset.spec), "");
      spec.width = Math.max(50, room.clientWidth);
      spec.height = Math.max(50, room.clientHeight);
      spec.autosize = { type: "fit", contains: "padding" };
      window.vegaEmbed(room, spec, { actions: false, renderer: "svg", tooltip: { theme: "custom" } })
        .catch(() => { room.textContent = "图形无法显示，请看数据表"; });
    });
  }

  function show(place, told) {
    now = Math.max(0, Math.min(last, place));
    slides.forEach((slide, at) => {
      slide.classList.toggle("now", at === now);
      slide.setAttribute("aria-hidden", String(at !== now));
    });
    draw(slides[now]);
    document.querySelector("#progress i").style.width = (100 * (now + 1) / slides.length) + "%";
    history.replaceState(null, "", "#" + (speaker ? "speaker=1&" : "") + "p=" + (now + 1));
    if (!told && channel) channel.postMessage(now);
  }

  function say(text) {
    const said = document.getElementById("said");
    said.textContent = text;
    said.classList.add("on");
    setTimeout(() => said.classList.remove("on"), 1600);
  }

  function play(next) {
    pace = next;
    clearInterval(timer);
    if (pace) timer = setInterval(() => show(now === last ? 0 : now + 1), pace * 1000);
    say(pace ? "自动轮播，每" + pace + "秒一页" : "自动轮播已停");
  }

  const act = {
    next: () => show(now + 1), prev: () => show(now - 1), first: () => show(0), last: () => show(last),
    full: () => document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen().catch(() => say("浏览器不允许全屏，请按F11")),
    play: () => play(seconds[(seconds.indexOf(pace) + 1) % seconds.length]),
    tone: () => keep("tone", document.body.classList.toggle("light") ? "light" : "dark"),
    notes: () => { document.body.classList.remove("origin"); document.body.classList.toggle("notes"); },
    origin: () => { document.body.classList.remove("notes"); document.body.classList.toggle("origin"); },
    window: () => open(location.href.split("#")[0] + "#speaker=1&p=" + (now + 1), "oversight-speaker", "width=900,height=700"),
    help: () => { const help = document.getElementById("help"); help.hidden = !help.hidden; },
    close: () => { document.getElementById("help").hidden = true; document.body.classList.remove("notes", "origin"); },
  };
  const keys = {
    ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next", Enter: "next",
    ArrowLeft: "prev", ArrowUp: "prev", PageUp: "prev", Backspace: "prev", Home: "first", End: "last",
    f: "full", a: "play", d: "tone", n: "notes", o: "origin", w: "window", "?": "help", Escape: "close",
  };
  addEventListener("keydown", event => {
    const name = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!name || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act[name]();
  });
  document.getElementById("controls").addEventListener("click", event => {
    const asked = event.target.closest("button");
    if (asked) { act[asked.dataset.do](); asked.blur(); }
  });
  function stir() {
    document.body.classList.add("stirred");
    clearTimeout(calm);
    calm = setTimeout(() => document.body.classList.remove("stirred"), 2500);
  }
  addEventListener("pointermove", stir);
  addEventListener("pointerdown", stir);
  let from = null;
  addEventListener("touchstart", event => { from = event.changedTouches[0]; }, { passive: true });
  addEventListener("touchend", event => {
    if (!from) return;
    const to = event.changedTouches[0], x = to.clientX - from.clientX, y = to.clientY - from.clientY;
    if (Math.abs(x) > 60 && Math.abs(x) > 2 * Math.abs(y)) x < 0 ? act.next() : act.prev();
    from = null;
  }, { passive: true });
  document.querySelectorAll("figure.plan path").forEach(path => {
    const told = path.closest(".slide").querySelector(".pointed");
    const point = () => { if (told) told.textContent = path.dataset.said; };
    path.addEventListener("pointerenter", point);
    path.addEventListener("click", () => {
      path.closest(".slide").querySelectorAll("path.chosen").forEach(one => one.classList.remove("chosen"));
      path.classList.add("chosen");
      point();
    });
  });
  if (channel) channel.onmessage = event => show(event.data, true);
  addEventListener("resize", fit);
  if (kept("tone") === "light") document.body.classList.add("light");
  if (speaker) document.body.classList.add("speaker");
  const asked = new URLSearchParams(location.hash.slice(1)).get("p");
  now = Math.max(0, Math.min(last, (Number(asked) || 1) - 1));
  addEventListener("load", fit);
  fit();
  show(now);
})();
