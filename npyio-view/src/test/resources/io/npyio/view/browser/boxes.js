// Pairs of texts and controls of the page that overlap, as sentences.

const isControl = element => element.matches('input, select, button, canvas');

/** The part of a box that the elements around it leave in sight, which scroll or cut what does not fit. */
function visible(element, box) {
  let {left, top, right, bottom} = box;
  for (let up = isControl(element) ? element.parentElement : element; up !== null; up = up.parentElement) {
    if (getComputedStyle(up).overflow !== 'visible') {
      const cut = up.getBoundingClientRect();
      left = Math.max(left, cut.left);
      top = Math.max(top, cut.top);
      right = Math.min(right, cut.right);
      bottom = Math.min(bottom, cut.bottom);
    }
  }
  return {left, top, right: Math.min(right, innerWidth), bottom: Math.min(bottom, innerHeight)};
}

/** The boxes of an element's own texts, or of the whole element if it is a control. */
function boxes(element) {
  if (isControl(element)) {
    return [element.getBoundingClientRect()];
  }
  const range = document.createRange();
  return [...element.childNodes]
      .filter(node => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '')
      .flatMap(node => {
        range.selectNodeContents(node);
        return [...range.getClientRects()];
      });
}

const isHidden = element =>
    element.closest('[hidden], option, script, style, .visually-hidden, [aria-hidden=true]') !== null
    || getComputedStyle(element).visibility === 'hidden' || getComputedStyle(element).opacity === '0';

// Rows slide below the head of the grid, and uPlot lays its canvas over the whole chart.
const isAbove = element => element.closest('thead, th, .u-over, .uplot') !== null;

const found = [];
for (const element of document.body.querySelectorAll('*')) {
  if (!isHidden(element) && !element.closest('button *, select *') && !isAbove(element)) {
    for (const box of boxes(element)) {
      const seen = visible(element, box);
      if (seen.right - seen.left > 2 && seen.bottom - seen.top > 2) {
        found.push({element, ...seen});
      }
    }
  }
}

const name = ({element, left, top}) =>
    `${element.tagName.toLowerCase()}${element.id ? '#' + element.id : ''} '${(element.innerText || element.value || '').slice(0, 30)}'`
    + ` at ${Math.round(left)}, ${Math.round(top)}`;
const overlaps = [];
for (let i = 0; i < found.length; i++) {
  for (let j = i + 1; j < found.length; j++) {
    const [a, b] = [found[i], found[j]];
    const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (width > 2 && height > 2 && !a.element.contains(b.element) && !b.element.contains(a.element)) {
      overlaps.push(`${name(a)} overlaps ${name(b)} by ${Math.round(width)} x ${Math.round(height)}`);
    }
  }
}
return overlaps.slice(0, 10);
