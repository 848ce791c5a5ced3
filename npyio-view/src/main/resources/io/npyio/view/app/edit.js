/** One value of the file set in place. */

import {copyText, h} from "./dom.js";

/**
 * @typedef {{row: number, column: number, text: string, index: number[], field: string|null}} Target
 * @typedef {{changed(row: number, column: number, text: string): void, closed(): void, said(node: Node): void}} Told
 */

export class CellEditor {
  /**
   * @param {import("./views.js").Context} context
   * @param {Told} told
   */
  constructor(context, told) {
    this.context = context;
    this.told = told;
    this.input = h("input.cell-editor", {type: "text", spellcheck: "false", "aria-label": "New value",
      onkeydown: (event) => this.#pressed(event), onblur: () => this.close()});
  }

  /** Whether a cell is the one that is edited. @param {HTMLElement} cell */
  isIn(cell) {
    return this.cell === cell;
  }

  /**
   * @param {HTMLElement} cell
   * @param {Target} target
   */
  open(cell, target) {
    this.cell = cell;
    this.target = target;
    this.input.value = target.text;
    cell.replaceChildren(this.input);
    this.input.select();
  }

  close() {
    const {cell, target} = this;
    this.cell = this.target = undefined;
    if (cell && target) {
      cell.textContent = target.text;
    }
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    event.stopPropagation();
    if (event.key === "Enter") {
      this.#save();
    } else if (event.key === "Escape") {
      this.close();
      this.told.closed();
    }
  }

  async #save() {
    const target = /** @type {Target} */ (this.target);
    const text = this.input.value;
    this.close();
    this.told.closed();
    if (text === target.text) {
      return;
    }
    const {f, m} = {f: this.context.file.file, m: this.context.array.member};
    try {
      const answer = await this.context.api.set({f, m},
          {index: target.index, field: target.field, old: target.text, new: text});
      this.context.accept(answer.stamp ?? (await this.context.api.state()).files.find(({file}) => file === f).stamp);
      this.context.fail(null);
      this.told.changed(target.row, target.column, answer.text);
      this.told.said(undoLine(target.text, answer));
    } catch (error) {
      if (error.body?.text !== undefined) {
        this.told.changed(target.row, target.column, error.body.text);
      }
      this.context.fail(error);
    }
  }
}

/**
 * What was done, and the command that takes it back.
 *
 * @param {string} before
 * @param {{text: string, undo: string}} answer
 */
function undoLine(before, {text, undo}) {
  return h("span", {}, `${before} is now ${text}. Undo: `, h("code", {}, undo), " ",
      h("button.quiet", {onclick: () => copyText(undo)}, "Copy"));
}
