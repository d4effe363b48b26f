"""What a reader can read or hear on a page that is not Chinese."""

from __future__ import annotations

import re

from playwright.sync_api import Page

ALLOWED = frozenset(
    {
        *("CSV", "PPT", "XLSX", "csv", "et", "ods", "xls", "xlsx"),  # kinds of files
        *("HTML", "JSON", "PDF", "PNG", "PPTX", "SVG", "Word"),
        *("AQ", "APP", "SHA", "kB"),  # standards, and what Chinese writes in no other way
        *("oversight", "init", "demo", "log"),  # commands, and the file to look into
    }
)
"""What stands in Latin letters in a Chinese text."""

_WORD = re.compile(r"[A-Za-z]{2,}")
_NUMBER = re.compile(r"\d{8}-\d{6}-[0-9a-f]{4}|\bJB-\d{8}-\d{3}-v\d+\b|校验值 [0-9a-f]+")
"""What the product gives a number: an incident, a frozen briefing, a briefing's bytes."""

_READ = """() => {
  const said = [];
  const spoken = ["aria-label", "aria-valuetext", "aria-roledescription", "title", "placeholder",
    "alt"];
  const silent = (one) => one.closest("script, style, noscript, [aria-hidden='true'], [lang='en']")
    || getComputedStyle(one).fontFamily.includes("Material Symbols")
    || !one.checkVisibility({ visibilityProperty: true });
  const both = NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT;
  const walker = document.createTreeWalker(document.body, both);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.TEXT_NODE) {
      if (/[A-Za-z]{2}/.test(node.data) && !silent(node.parentElement)) said.push(node.data.trim());
    } else {
      for (const name of spoken) {
        const value = node.getAttribute(name);
        if (value && /[A-Za-z]{2}/.test(value) && !silent(node)) said.push(`${name}: ${value}`);
      }
    }
  }
  for (const one of document.body.querySelectorAll("*")) {
    const content = getComputedStyle(one, "::after").content;
    if (/[A-Za-z]{2}/.test(content) && /^"/.test(content)) said.push(`after: ${content}`);
  }
  return said;
}"""


def foreign(page: Page) -> list[str]:
    """The texts, labels and descriptions in which a word stands that is not allowed."""
    read: list[str] = page.evaluate(_READ)
    return sorted({one for one in read if not set(_WORD.findall(_value(one))) <= ALLOWED})


def _value(said: str) -> str:
    return _NUMBER.sub("", re.sub(r"^(?:aria-\w+|title|placeholder|alt|after): ", "", said))
