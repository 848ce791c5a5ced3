// Texts of the page whose contrast to their background is below 4.5, the least that WCAG 2 accepts, as sentences.

const parse = colour => {
  const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
  return {r, g, b, a};
};

function background(element) {
  for (let up = element; up !== null; up = up.parentElement) {
    const colour = parse(getComputedStyle(up).backgroundColor);
    if (colour.a > 0.9) {
      return colour;
    }
  }
  return parse(getComputedStyle(document.documentElement).colorScheme.includes('dark') ? 'rgb(0,0,0)' : 'rgb(255,255,255)');
}

function luminance({r, g, b}) {
  const [x, y, z] = [r, g, b].map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
}

function contrast(a, b) {
  const [least, greatest] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (greatest + 0.05) / (least + 0.05);
}

const faint = [];
for (const element of document.body.querySelectorAll('*')) {
  const hasText = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
  const isShown = element.getClientRects().length > 0 && getComputedStyle(element).visibility !== 'hidden';
  if (hasText && isShown && !element.matches('option, script, style, :disabled')) {
    const ratio = contrast(parse(getComputedStyle(element).color), background(element));
    if (ratio < 4.5) {
      faint.push(`'${element.innerText.slice(0, 40)}' has a contrast of ${ratio.toFixed(1)}`);
    }
  }
}
return faint.slice(0, 10);
