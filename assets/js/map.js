// Draws the map of districts as SVG: shapes from a file of the server's own, fetched once a visit,
// colours and words from what a page says with every change. Nothing of it is read as markup.
// Where a reader has zoomed to, and which district the keyboard is at, outlast a change.
"use strict";

const NEAREST = 16; // times the whole
const STEP = 1.6;
const STILL = 4; // pixels a pointer may tremble during a click
const LINE = 1.15;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const shapesAt = new Map(); // by address
const looks = new Map(); // zoom by map and plane
const figures = new WeakMap(); // by the place Streamlit gives

function made(parent, name, attributes = {}) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent.append(element);
  return element;
}

function box(parent, name, css) {
  const element = document.createElement(name);
  element.className = css;
  parent.append(element);
  return element;
}

function shapes(address) {
  if (!shapesAt.has(address)) {
    const asked = fetch(new URL(address, window.__streamlit.BACKEND_BASE_URL)).then((answer) => {
      if (!answer.ok) throw new Error(answer.statusText);
      return answer.json();
    });
    asked.catch(() => shapesAt.delete(address));
    shapesAt.set(address, asked);
  }
  return shapesAt.get(address);
}

// One drawing: the city, or its central districts.
class Plane {
  constructor(figure, scope, plane) {
    this.figure = figure;
    [this.wide, this.high] = plane.size;
    this.unit = 1; // units of the drawing in a pixel
    this.name = `${figure.told.key}-${scope}`;
    this.look = looks.get(this.name) ?? { k: 1, x: 0, y: 0 };
    this.pointers = new Map();
    this.svg = made(figure.root, "svg", { class: scope, viewBox: `0 0 ${this.wide} ${this.high}`, role: "group" });
    const hatch = { id: `hatch-${this.name}`, width: 8, height: 8, patternUnits: "userSpaceOnUse" };
    this.hatch = made(made(this.svg, "defs"), "pattern", hatch);
    made(this.hatch, "rect", { width: 8, height: 8 });
    made(this.hatch, "path", { d: "M0 0V8" });
    this.whole = made(this.svg, "g");
    const districts = made(this.whole, "g");
    this.districts = plane.places.map(([code, x, y, d, named]) => (
      { code, x, y, d, named, path: made(districts, "path", { class: "district", d, "data-code": code }) }
    ));
    const above = (css) => made(this.whole, "path", { class: css });
    this.pointed = above("pointed");
    this.chosen = [above("edge"), above("chosen")];
    const words = made(this.whole, "g", { class: "words", "aria-hidden": "true" });
    for (const one of this.districts) {
      if (!one.named) continue;
      one.words = made(words, "g");
      one.lines = [made(one.words, "text"), made(one.words, "text")];
    }
    this.at = this.districts[0];
    this.listen();
    this.measured = new ResizeObserver(([{ contentRect: room }]) => this.fit(room));
    this.measured.observe(this.svg);
  }

  // --- what is told ----------------------------------------------------------------------------
  paint(told) {
    this.svg.setAttribute("aria-label", told.alt);
    const chosen = this.districts.find((one) => one.code === told.chosen);
    for (const one of this.districts) this.paintOne(one, told, one === chosen);
    for (const edge of this.chosen) edge.setAttribute("d", chosen?.d ?? "");
    if (chosen && this.last !== chosen.code) this.at = chosen;
    this.last = chosen?.code;
    this.reach(this.at);
    this.write();
  }

  paintOne(one, told, chosen) {
    const unit = told.units[one.code];
    const [name, value = ""] = unit.label.split("\n");
    one.chosen = chosen;
    one.label = [name, value];
    one.tip = `${unit.name}\n${told.measure}：${unit.tip ?? value}`;
    one.path.style.fill = unit.hatched ? `url(#${this.hatch.id})` : unit.fill;
    one.path.setAttribute("role", told.selects ? "button" : "img");
    one.path.setAttribute("aria-label", one.tip.replace("\n", "，"));
    if (told.selects) one.path.setAttribute("aria-pressed", chosen);
    one.lines?.forEach((line, at) => { line.textContent = one.label[at]; });
    one.words?.setAttribute("class", unit.dark ? "dark" : "");
  }

  // --- size and zoom ---------------------------------------------------------------------------
  fit(room) {
    if (!room.width || !room.height) return;
    this.pixels = Math.min(room.width / this.wide, room.height / this.high);
    this.unit = 1 / this.pixels;
    this.write();
  }

  // Letters keep their size whatever the zoom; of two names on one spot the second gives way.
  write() {
    if (!this.pixels) return;
    const { k, x, y } = this.look;
    const wide = this.wide * this.pixels;
    const letter = Math.max(10, Math.min(13, wide / 46), Math.min(22, wide / 58));
    this.svg.style.setProperty("--letter", `${letter}px`);
    this.whole.setAttribute("transform", `translate(${x} ${y}) scale(${k})`);
    const small = this.unit / k;
    this.hatch.setAttribute("patternTransform", `scale(${small}) rotate(-45)`);
    this.svg.classList.toggle("near", k > 1);
    const taken = [];
    for (const one of [...this.districts].sort((a, b) => b.chosen - a.chosen)) {
      if (!one.words) continue;
      one.words.setAttribute("transform", `translate(${one.x} ${one.y}) scale(${small})`);
      const lines = one.label.filter(Boolean);
      one.lines.forEach((line, at) => {
        line.setAttribute("y", letter * LINE * (at - (lines.length - 1) / 2));
      });
      const room = this.room(one, lines, letter, k / this.unit);
      const free = taken.every((other) => apart(room, other));
      one.words.style.visibility = free ? "" : "hidden";
      if (free) taken.push(room);
    }
    this.figure.zoomed();
  }

  // What a name covers, in pixels; a little may be under its neighbour's.
  room(one, lines, letter, scale) {
    const wide = Math.max(...lines.map((line) => [...line].reduce((sum, at) => sum + (at > "\u2e80" ? 1 : 0.56), 0)));
    const [halfWide, halfHigh] = [wide * letter * 0.44, lines.length * letter * 0.46];
    const [x, y] = [one.x * scale, one.y * scale];
    return [x - halfWide, y - halfHigh, x + halfWide, y + halfHigh];
  }

  point({ clientX, clientY }) {
    return new DOMPoint(clientX, clientY).matrixTransform(this.svg.getScreenCTM().inverse());
  }

  zoom(factor, at = { x: this.wide / 2, y: this.high / 2 }) {
    const { k, x, y } = this.look;
    const near = Math.max(1, Math.min(NEAREST, k * factor));
    this.move(at.x - ((at.x - x) * near) / k, at.y - ((at.y - y) * near) / k, near);
  }

  move(x, y, k = this.look.k) {
    const held = (to, side) => Math.max(side * (1 - k), Math.min(0, to));
    this.look = { k, x: held(x, this.wide), y: held(y, this.high) };
    looks.set(this.name, this.look);
    this.write();
  }

  // --- hand and keyboard -----------------------------------------------------------------------
  listen() {
    const on = (name, act) => this.svg.addEventListener(name, act);
    on("pointerdown", (event) => this.touch(event));
    on("pointermove", (event) => this.drag(event));
    for (const name of ["pointerup", "pointercancel"]) on(name, (event) => this.pointers.delete(event.pointerId));
    on("pointerleave", (event) => { if (event.pointerType !== "touch") this.pointAt(null); });
    on("click", (event) => this.click(event));
    on("dblclick", (event) => this.zoom(STEP, this.point(event)));
    on("keydown", (event) => this.key(event));
    on("focusin", (event) => {
      const one = this.under(event);
      if (one) this.reach(one);
      if (one && event.target.matches(":focus-visible")) this.pointAt(one);
    });
    on("focusout", () => this.pointAt(null));
  }

  under(event) {
    return this.districts.find((one) => one.path === event.target);
  }

  touch(event) {
    if (!this.pointers.size) this.dragged = false;
    this.pointers.set(event.pointerId, event);
    if (this.pointers.size > 1) this.dragged = true;
    if (event.pointerType === "touch") this.pointAt(this.under(event), event);
  }

  drag(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) {
      this.pointAt(this.under(event), event);
      return;
    }
    if (!this.dragged && Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY) < STILL) return;
    if (this.pointers.size === 1 && this.look.k === 1) return;
    this.dragged = true;
    // Held only now, as the click that ends a capture would be the drawing's and not a district's.
    this.svg.setPointerCapture(event.pointerId);
    this.pointAt(null);
    const [was, is] = [this.point(before), this.point(event)];
    const other = [...this.pointers.values()].find((one) => one.pointerId !== event.pointerId);
    if (other) {
      const fixed = this.point(other);
      const far = (one) => Math.max(1, Math.hypot(one.x - fixed.x, one.y - fixed.y));
      this.zoom(far(is) / far(was), fixed);
    } else {
      this.move(this.look.x + is.x - was.x, this.look.y + is.y - was.y);
    }
    this.pointers.set(event.pointerId, event);
  }

  click(event) {
    const one = this.under(event);
    // The second of a double click zooms and does not take back the first.
    if (one && !this.dragged && event.detail < 2) this.figure.choose(one.code);
  }

  key(event) {
    const one = this.under(event);
    const acts = {
      Enter: () => this.figure.choose(one.code),
      " ": () => this.figure.choose(one.code),
      "+": () => this.zoom(STEP, this.seen(one)),
      "=": () => this.zoom(STEP, this.seen(one)),
      "-": () => this.zoom(1 / STEP, this.seen(one)),
      0: () => this.zoom(0),
      Escape: () => this.pointAt(null),
    };
    const act = event.key in ARROWS ? () => this.step(one, ARROWS[event.key]) : acts[event.key];
    if (!one || !act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  }

  seen(one) {
    const { k, x, y } = this.look;
    return { x: one.x * k + x, y: one.y * k + y };
  }

  // To the nearest district in a direction; one aside counts as further off.
  step(from, [right, down]) {
    const far = (one) => {
      const [x, y] = [one.x - from.x, one.y - from.y];
      const ahead = x * right + y * down;
      const aside = Math.abs(x * down) + Math.abs(y * right);
      return ahead > 0 && aside < 2 * ahead ? ahead + 2 * aside : Infinity;
    };
    const to = this.districts.reduce((best, one) => (far(one) < far(best) ? one : best), from);
    if (to === from) return;
    to.path.focus();
    this.show(to);
  }

  // Bring a district that the zoom leaves outside to the middle.
  show(one) {
    const { x, y } = this.seen(one);
    if (x > 0 && y > 0 && x < this.wide && y < this.high) return;
    this.move(this.look.x + this.wide / 2 - x, this.look.y + this.high / 2 - y);
    this.pointAt(one);
  }

  // Tab comes to one district of each drawing, arrows go on from it.
  reach(one) {
    this.at = one;
    for (const other of this.districts) other.path.setAttribute("tabindex", other === one ? 0 : -1);
  }

  pointAt(one, event) {
    this.pointed.setAttribute("d", one?.d ?? "");
    this.figure.say(one, one && (event ?? this.middle(one)));
  }

  middle(one) {
    const { x, y } = this.seen(one);
    const at = new DOMPoint(x, y).matrixTransform(this.svg.getScreenCTM());
    return { clientX: at.x, clientY: at.y };
  }
}

const apart = (one, other) => one[2] < other[0] || other[2] < one[0] || one[3] < other[1] || other[3] < one[1];

// The whole: its drawings, buttons and the words beside the pointer.
class Figure {
  constructor(root) {
    this.root = root;
    this.planes = [];
  }

  show(told, parts) {
    const anew = this.shown !== told.shapes;
    this.told = told;
    if (anew) this.build(parts, told.inset && parts.central);
    for (const plane of this.planes) plane.paint(told);
    if (this.said) this.tip.textContent = this.said.tip;
  }

  build(parts, inset) {
    this.leave();
    this.root.replaceChildren();
    this.said = null;
    this.planes = [new Plane(this, "city", parts.city)];
    if (inset) {
      this.planes.push(new Plane(this, "central", parts.central));
      box(this.root, "p", "note").textContent = this.told.inset;
    }
    this.tools();
    this.tip = box(this.root, "div", "tip");
    this.shown = this.told.shapes;
  }

  tools() {
    const tools = box(this.root, "div", "tools");
    const [city] = this.planes;
    const button = (label, d, act) => {
      const tool = box(tools, "button", "");
      Object.assign(tool, { type: "button", title: label, onclick: act });
      tool.setAttribute("aria-label", label);
      made(made(tool, "svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }), "path", { d });
      return tool;
    };
    button("放大地图", "M8 3v10M3 8h10", () => city.zoom(STEP));
    this.out = button("缩小地图", "M3 8h10", () => city.zoom(1 / STEP));
    this.back = button("显示全图", "M3 7l5-4 5 4M4.5 6.5v6h7v-6", () => this.planes.forEach((one) => one.zoom(0)));
    if (document.fullscreenEnabled) {
      button("全屏查看地图", "M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3", () => (
        document.fullscreenElement ? document.exitFullscreen() : this.root.requestFullscreen()
      ));
    }
  }

  zoomed() {
    if (!this.back) return;
    this.out.disabled = this.planes[0].look.k === 1;
    this.back.disabled = this.planes.every((one) => one.look.k === 1);
  }

  choose(code) {
    if (this.told.selects) this.tell("chosen", code);
  }

  // The words of the district pointed at, beside the pointer; none where there is none.
  say(one, at) {
    this.said = one;
    this.tip.textContent = one?.tip ?? "";
    if (!one) return;
    const room = this.root.getBoundingClientRect();
    const [x, y] = [at.clientX - room.left, at.clientY - room.top];
    this.tip.style.left = `${Math.max(0, Math.min(x + 12, room.width - this.tip.offsetWidth))}px`;
    this.tip.style.top = `${y + this.tip.offsetHeight + 24 > room.height ? y - this.tip.offsetHeight - 8 : y + 16}px`;
  }

  leave() {
    for (const plane of this.planes) plane.measured.disconnect();
  }
}

export async function draw({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".plan");
  const figure = figures.get(root) ?? new Figure(root);
  figures.set(root, figure);
  figure.tell = setTriggerValue;
  figure.newest = data;
  const parts = await shapes(data.shapes);
  // What was asked for later may have come first.
  if (figure.newest === data) figure.show(data, parts);
  return () => figure.leave();
}
