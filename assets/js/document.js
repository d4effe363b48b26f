// Runs in the head of every page, before Streamlit's own scripts. It says in Chinese what Streamlit
// says in English, and tells of a lost connection.
// What is hidden instead of said anew is in assets/css/document.css.
"use strict";
(() => {
  // Streamlit names months and weekdays in the browser's language, which may be set to any.
  for (const [name, value] of [["language", "zh-CN"], ["languages", Object.freeze(["zh-CN"])]]) {
    Object.defineProperty(Navigator.prototype, name, { configurable: true, get: () => value });
  }

  // --- words -------------------------------------------------------------------------------------
  // Where (nothing of a store stands in these places but labels of ours), what, and how it is said.
  const SIDEBAR = "[data-testid='stSidebar'], [data-testid='stHeader']";
  const TOOLBAR = "[data-testid='stElementToolbar'], [data-testid='stTooltipContent'], [role='tooltip']";
  const DATE = "[data-testid^='stDateInput']";
  const SELECT = "[data-testid^='stSelectbox'], [data-testid^='stMultiSelect'], [data-testid='stPopoverBody']";
  const UPLOAD = "[data-testid^='stFileUploader']";
  const DOWNLOAD = "[data-testid='stDownloadButtonError']";
  const DIALOG = "[data-testid='stDialog']";
  const WORDS = [
    ["[data-testid='stSkipToContent']", /^Skip to main content$/, "跳到正文"],
    [SIDEBAR, /^Sidebar$/, "栏目"],
    [SIDEBAR, /^Collapse sidebar$/, "收起栏目"],
    [SIDEBAR, /^Expand sidebar$/, "展开栏目"],
    [TOOLBAR, /^Download as PNG(?=:|$)/, "下载图片"],
    [TOOLBAR, /^Fullscreen(?=:|$)/, "全屏查看"],
    [TOOLBAR, /^Close fullscreen(?=:|$)/, "退出全屏"],
    ["[data-testid='stVegaLiteChart']", /^visualization$/, "图表"],
    ["[data-testid='InputInstructions']", /^Press Enter to apply$/, "按回车确认"],
    ["[data-testid='InputInstructions']", /^Press Enter to submit form$/, "按回车提交"],
    ["[data-testid='InputInstructions']", /^Press (\S+)\+Enter to apply$/, "按$1+回车确认"],
    ["[data-testid='InputInstructions']", /^Press (\S+)\+Enter to submit form$/, "按$1+回车提交"],
    [SELECT, /^Open$/, "展开"],
    [SELECT, /^Clear value$/, "清除所选"],
    [SELECT, /^Choose an option$/, "请选择"],
    [SELECT, /^Choose options$/, "请选择"],
    [SELECT, /^No results$/, "没有相符的选项"],
    [SELECT, /^Selectbox options$/, "选项"],
    ["[data-live-announcer], [role='log'], [aria-live]", /^(\d+) options? available\.$/, "有$1个选项。"],
    ["*", /^Dismiss$/, "关闭"],
    ["button", /^[a-z_ ]+ icon$/, "图标"],
    [DATE, /^yyyy$/, "年"],
    [DATE, /^mm$/, "月"],
    [DATE, /^dd$/, "日"],
    [DATE, /^Empty$/, "未填"],
    [DATE, /^year(?=, |$)/, "年"],
    [DATE, /^month(?=, |$)/, "月"],
    [DATE, /^day(?=, |$)/, "日"],
    [DATE, /^Choose date(?=, |$)/, "选择日期"],
    [DATE, /^Clear date$/, "清除日期"],
    [DATE, /^Previous month$/, "上个月"],
    [DATE, /^Next month$/, "下个月"],
    [DATE, /^(Previous|Next)$/, (all) => (all === "Next" ? "下一页" : "上一页")],
    [DATE, /^Use arrow keys to navigate dates\. Enter to select\. Escape to close\.$/,
      "用方向键选日期，按回车确定，按退出键关闭。"],
    ["[data-testid^='stPagination']", /^Pagination$/, "翻页"],
    ["[data-testid^='stPagination']", /^Previous page$/, "上一页"],
    ["[data-testid^='stPagination']", /^Next page$/, "下一页"],
    ["[data-testid^='stPagination']", /^Page (\d+)$/, "第$1页"],
    [UPLOAD, /^Upload$/, "选择文件"],
    [UPLOAD, /^Browse files$/, "选择文件"],
    [UPLOAD, /^Add files$/, "添加文件"],
    [UPLOAD, /^Drag and drop (a file|files) here$/, "拖到这里"],
    [UPLOAD, /^file upload$/, "选择文件"],
    [UPLOAD, /^(?:Limit )?[\d.]+ ?[KMG]?B per file.*$/, "或拖到这里"],
    [UPLOAD, /^Remove (?=.)/, "去掉"],
    [UPLOAD, /^Cancel upload of (?=.)/, "取消上传"],
    [UPLOAD, /^Click to retry upload$/, "点击重新上传"],
    [UPLOAD, /^File must be ([\d.]+ ?[KMG]?B) or smaller\.$/, "文件不能大于$1。"],
    [UPLOAD, /^.* files are not allowed\.$/, "不收这种文件。"],
    [UPLOAD, /^Only one file is allowed\.$/, "只能选一个文件。"],
    [UPLOAD, /^(AxiosError|Error|Upload failed|Network|Unexpected|Request)\b[^]*$/,
      "没有传成，请重新选择文件"],
    [DOWNLOAD, /^Connection lost\..*$/, "与服务器的连接中断，恢复后请再点一次"],
    [DOWNLOAD, /^[ -~]+$/, "文件没有生成，请再点一次；仍不行请刷新页面"],
    [DIALOG, /^Page not found$/, "没有这个页面"],
    [DIALOG, /^(You have requested page|The page that you have requested)[^]*$/,
      "地址有误或页面已经改名，现在打开的是首页。"],
    [DIALOG, /^Close$/, "关闭"],
    ["[data-testid='stException'], [data-testid='stErrorElement'], [data-testid='stAlert']",
      /^(Loading Error|Your app is having trouble loading the [^]*)$/, "这一部分没有加载完整，请刷新页面"],
  ];
  const SPOKEN = ["aria-label", "aria-valuetext", "aria-roledescription", "title", "placeholder", "alt"];
  const LATIN = /[A-Za-z]{2}/;

  // What `text` is in Chinese where it stands; null if it may stay.
  const inChinese = (text, place) => {
    if (!text || !LATIN.test(text) || !place) return null;
    const said = text.trim();
    const found = WORDS.find(([where, what]) => what.test(said) && place.closest(where));
    return found ? said.replace(found[1], found[2]) : null;
  };
  const sayText = (node) => {
    const said = inChinese(node.data, node.parentElement);
    if (said !== null) node.data = said;
  };
  const sayAttribute = (element, name) => {
    const said = inChinese(element.getAttribute(name), element);
    if (said !== null) element.setAttribute(name, said);
  };
  // A chart's marks describe themselves by the names of its columns; its own description and its
  // table say the same in words.
  const hidesMarks = (node) => {
    const isMarks = node.nodeType === Node.ELEMENT_NODE && node.matches("svg.marks > g");
    if (isMarks) node.setAttribute("aria-hidden", "true");
    return isMarks;
  };
  const sayNode = (node) => {
    if (node.nodeType === Node.TEXT_NODE) sayText(node);
    else if (node.nodeType === Node.ELEMENT_NODE) SPOKEN.forEach((name) => sayAttribute(node, name));
  };
  const sayAll = (top) => {
    if (hidesMarks(top)) return;
    sayNode(top);
    const walker = document.createTreeWalker(top, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
      (node) => (hidesMarks(node) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
    while (walker.nextNode()) sayNode(walker.currentNode);
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(sayAll);
      else if (change.type === "characterData") sayText(change.target);
      else sayAttribute(change.target, change.attributeName);
    }
  }).observe(document, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: SPOKEN,
  });

  // --- connection --------------------------------------------------------------------------------
  const server = document.currentScript.dataset.server;
  const LOST_AFTER = 2000; // shorter gaps are those of leaving a page
  const ASK_EVERY = 3000;
  const SESSION_KEPT = 100_000; // the server lets go of a session two minutes after its reader
  const RECOVERED_FOR = 4000;
  const RELOADED_AT = "oversight-reloaded";
  let since = null; // when the connection was last seen to go
  let asked = 0;
  let incomplete = false; // whether a part of the page did not arrive
  let leaving = false;

  const tell = (state, words) => {
    document.documentElement.dataset.connection = state;
    let banner = document.getElementById("connection");
    if (!banner) {
      banner = document.createElement("div");
      banner.id = "connection";
      banner.setAttribute("role", "status");
      // Or Streamlit's dialogs would keep it from being read out.
      banner.dataset.reactAriaTopLayer = "true";
      document.body.append(banner);
    }
    if (banner.textContent !== words) banner.textContent = words;
  };
  const reload = () => {
    // Never in a loop, whatever is wrong with the server.
    const last = Number(sessionStorage.getItem(RELOADED_AT) || 0);
    if (Date.now() - last < 5 * ASK_EVERY) return;
    sessionStorage.setItem(RELOADED_AT, String(Date.now()));
    location.reload();
  };
  // Whether the server answers; a page that it can no longer go on with is fetched anew.
  const answers = async () => {
    try {
      const answer = await fetch(new URL("own/server", window.__streamlit.BACKEND_BASE_URL), { cache: "no-store" });
      if (!answer.ok) return false;
      // Another process knows nothing of this page's session; nor does this one after a while.
      const another = (await answer.text()) !== server;
      if (another || incomplete || Date.now() - since > SESSION_KEPT) reload();
      return true;
    } catch {
      return false;
    }
  };
  const recover = async () => {
    if (!(await answers())) return;
    since = null;
    tell("back", "已恢复连接");
    setTimeout(() => {
      if (document.documentElement.dataset.connection === "back") tell("up", "");
    }, RECOVERED_FOR);
  };
  const look = () => {
    const app = document.querySelector("[data-testid='stApp']");
    const up = app && app.dataset.testConnectionState === "CONNECTED" && !incomplete;
    const told = document.documentElement.dataset.connection === "lost";
    if (up && !told) since = null;
    else since ??= Date.now();
    // Before anything is drawn the browser says itself that the page is being opened.
    const opening = !app && !incomplete;
    if (since === null || leaving || opening || Date.now() - since < LOST_AFTER) return;
    if (!up) {
      tell("lost", "与服务器的连接中断，正在重新连接，恢复后会自动继续。"
        + "页面上是中断前的内容，暂时不能操作。");
    }
    if (up || Date.now() - asked >= ASK_EVERY) {
      asked = Date.now();
      if (up) recover();
      else answers();
    }
  };
  setInterval(look, 500);
  addEventListener("pagehide", () => { leaving = true; });
  addEventListener("pageshow", () => { leaving = false; });
  addEventListener("vite:preloadError", () => { incomplete = true; });
  addEventListener("error", (event) => {
    const part = event.target;
    if (part instanceof HTMLScriptElement || part instanceof HTMLLinkElement) incomplete = true;
  }, true);
})();
