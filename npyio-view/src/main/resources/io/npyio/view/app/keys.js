/** The keys of the page, listed in a dialog. */

import {h} from "./dom.js";

/** @type {Array<[string, string[][]]>} */
const KEYS = [
  ["Grid", [
    ["Arrows, Page Up, Page Down", "move"],
    ["Home, End", "first and last column"],
    ["Ctrl+Home, Ctrl+End", "first and last cell"],
    ["Shift with any of these, or drag", "select"],
    ["Ctrl+C", "copy the selection, separated by tabs"],
    ["Enter, F2", "edit the value (with --edit)"],
  ]],
  ["Heat map", [
    ["Arrows", "move the cross"],
    ["+, −, 0, or the wheel", "zoom in, out, show all"],
    ["Drag", "pan"],
  ]],
  ["Line", [["Drag", "zoom to the part selected"]]],
  ["Everywhere", [["?", "this list"]]],
];

/** @param {HTMLElement} element where the button goes */
export function mountKeys(element) {
  const dialog = h("dialog", {"aria-label": "Keys"},
      ...KEYS.flatMap(([title, keys]) => [
        h("h2", {}, title),
        h("dl", {}, ...keys.flatMap(([key, effect]) => [h("dt", {}, key), h("dd", {}, effect)])),
      ]),
      h("button", {onclick: () => dialog.close()}, "Close"));
  const open = () => dialog.open || dialog.showModal();
  element.append(h("button.link", {id: "keys", onclick: open}, "Keys"), dialog);
  addEventListener("keydown", (event) => {
    if (event.key === "?" && !/** @type {HTMLElement} */ (event.target).closest("input, select, textarea")) {
      open();
    }
  });
}
