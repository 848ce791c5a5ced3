/**
 * The ways to look at an array, and where each makes sense.
 *
 * @typedef {import("./api.js").ArrayInfo} ArrayInfo
 * @typedef {import("./state.js").State} State
 * @typedef {{update(state: State): void, destroy(): void}} Pane
 * @typedef {object} Context what a pane gets
 * @property {import("./api.js").Api} api
 * @property {import("./api.js").FileInfo} file
 * @property {ArrayInfo} array
 * @property {string} fileStamp
 * @property {boolean} edit whether values may be set
 * @property {() => import("./slice.js").Slice} slice the slice now shown, of the shape with the field's own axes
 * @property {() => {kind: string, dtype: string, unit: string|null, shape: number[]}} values what is shown: the
 *     array, or the field chosen
 * @property {(partial: Object<string, any>) => void} setState
 * @property {(text: string) => void} announce says a text to screen readers
 * @property {(isBusy: boolean) => void} busy whether anything that is shown is still missing or sampled
 * @property {(error: any) => void} fail shows an error over the pane; null takes it away
 * @property {(listener: (scans: Scan[]) => void) => void} onScans told each time the scans go on, until destroyed
 * @property {(stamp: string) => void} accept takes a stamp that an edit of this page brought about
 * @typedef {{file: number, member: string, slice: string, done: number, error: string|null}} Scan
 * @typedef {{key: string, title: string, axes: number, load: () => Promise<{mount(element: HTMLElement, context: Context): Pane}>}} View
 */

const REAL = ["bool", "int", "uint", "float", "complex"];
const TIME = ["datetime", "timedelta"];

/** @type {View[]} */
export const VIEWS = [
  {key: "grid", title: "Grid", axes: 0, load: () => import("./grid.js")},
  {key: "heat", title: "Heat map", axes: 2, load: () => import("./heat.js")},
  {key: "line", title: "Line", axes: 1, load: () => import("./line.js")},
  {key: "hist", title: "Histogram", axes: 0, load: () => import("./hist.js")},
  {key: "stats", title: "Statistics", axes: 0, load: () => import("./stats.js")},
];

/**
 * The array, or its field of a name; the shape of a field has the array's axes first.
 *
 * @param {ArrayInfo} array
 * @param {string} name
 */
export function valuesOf(array, name) {
  const field = array.fields.find((candidate) => candidate.name === name);
  return field ? {...field, shape: [...array.shape, ...field.shape]} : array;
}

/**
 * The views that make sense of an array.
 *
 * @param {ArrayInfo} array
 * @param {State} state
 */
export function viewsOf(array, state) {
  return VIEWS.filter((view) => view.key === "grid" || makesSense(view.key, array, state));
}

/**
 * @param {string} view
 * @param {ArrayInfo} array
 * @param {State} state
 */
function makesSense(view, array, state) {
  const values = valuesOf(array, state.field);
  if (values.shape.includes(0) || values.shape.length === 0 || hasObjects(array)) {
    return false;
  }
  switch (view) {
    case "heat":
      return values.shape.length >= 2 && hasKind(values, REAL);
    case "line":
      return hasKind(values, [...REAL, ...TIME]);
    case "hist":
      return hasKind(values, REAL);
    default:
      return values.kind !== "void";
  }
}

/** Whether the values, or any field of theirs, are of a kind. */
const hasKind = (values, kinds) => kinds.includes(values.kind)
    || values.kind === "struct" && values.fields.some((field) => field.shape.length === 0 && kinds.includes(field.kind));

/** Whether elements are Python objects, or structs with such fields. @param {ArrayInfo} array */
const hasObjects = ({kind, fields}) => kind === "object" || fields.some((field) => field.kind === "object");

/** The views that show real numbers only. */
export const PICTURES = ["heat", "line", "hist"];

/**
 * Chooses what a view needs: a picture of a structured array shows one field, and of complex numbers one part.
 *
 * @param {string} view
 * @param {ArrayInfo} array
 * @param {State} state
 * @returns {{field: string, part: string}}
 */
export function needs(view, array, state) {
  const isOfOneField = ["heat", "hist"].includes(view) && array.kind === "struct";
  const field = state.field || (isOfOneField ? firstReal(array) : "");
  const isOfPart = PICTURES.includes(view) && valuesOf(array, field).kind === "complex";
  return {field, part: state.part || (isOfPart ? "abs" : "")};
}

/** @param {ArrayInfo} array */
const firstReal = (array) => array.fields.find((field) => field.shape.length === 0 && REAL.includes(field.kind))?.name ?? "";
