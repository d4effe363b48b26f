// Copies a chart as it stands on the page, with its title above and its origin below, as one picture.
// The chart's own drawing is drawn again, so that nothing is asked of the server or anybody else.
const PAD = 24;
const SCALE = 2;

function wrapped(pen, text, room) {
  const lines = [];
  let line = "";
  for (const letter of text) {
    if (line && pen.measureText(line + letter).width > room) {
      lines.push(line);
      line = "";
    }
    line += letter;
  }
  return [...lines, line];
}

// A drawing of the chart's vector graphic, twice as fine as on screen.
async function drawn(graphic) {
  const box = graphic.getBoundingClientRect();
  const copy = graphic.cloneNode(true);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", box.width);
  copy.setAttribute("height", box.height);
  const text = new XMLSerializer().serializeToString(copy);
  const image = new Image(box.width * SCALE, box.height * SCALE);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  return image;
}

async function picture(graphic, told) {
  const chart = await drawn(graphic);
  const scale = SCALE;
  const made = document.createElement("canvas");
  made.width = chart.width + 2 * PAD * scale;
  const pen = made.getContext("2d");
  const room = made.width - 2 * PAD * scale;
  const title = `bold ${18 * scale}px ${told.font}`;
  const small = `${12 * scale}px ${told.font}`;
  pen.font = title;
  const head = wrapped(pen, told.title, room);
  pen.font = small;
  const foot = told.foot.flatMap((text) => wrapped(pen, text, room));
  const above = (PAD + 26 * head.length) * scale;
  made.height = above + chart.height + (18 * foot.length + PAD) * scale;
  pen.fillStyle = told.paper;
  pen.fillRect(0, 0, made.width, made.height);
  pen.fillStyle = told.ink;
  pen.font = title;
  head.forEach((line, at) => pen.fillText(line, PAD * scale, (PAD + 26 * at + 8) * scale));
  pen.drawImage(chart, PAD * scale, above, chart.width, chart.height);
  pen.fillStyle = told.muted;
  pen.font = small;
  foot.forEach((line, at) =>
    pen.fillText(line, PAD * scale, above + chart.height + 18 * (at + 1) * scale),
  );
  return new Promise((done) => made.toBlob(done, "image/png"));
}

export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const said = parentElement.querySelector("span");
  const say = (text) => { said.textContent = text; };
  button.onclick = async () => {
    const place = `[class*="st-key-${CSS.escape(data.chart)}"]`;
    const chart = document.querySelector(`${place} svg.marks`);
    if (!chart) {
      say("没有找到图形，请下载PNG");
      return;
    }
    if (!navigator.clipboard || !window.ClipboardItem) {
      say("浏览器不允许复制图片，请下载PNG");
      return;
    }
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": picture(chart, data) })]);
      say("已复制，可在PPT、Word、WPS中粘贴");
    } catch {
      say("浏览器不允许复制图片，请下载PNG");
    }
  };
}
