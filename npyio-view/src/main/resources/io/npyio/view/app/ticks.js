// Ticks of axes, and numbers as people read them.

const PREFIXES = ["", "k", "M", "G", "T", "P", "E"];

/**
 * Round values between two ends: 1, 2 or 5 times a power of ten apart, and no more than asked for.
 * @param {number} low
 * @param {number} high
 * @param {number} most
 * @param {number} [least] the least distance of two
 * @returns {number[]}
 */
export function roundTicks(low, high, most, least = 0) {
  const step = roundStep(Math.max((high - low) / Math.max(1, most), least));
  if (!(step > 0) || !(high > low)) {
    return low === high ? [low] : [];
  }
  const ticks = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
    ticks.push(tidy(i * step));
  }
  return ticks;
}

/** Milliseconds of a day, an hour, a minute, a second and themselves. */
const TIME_UNITS = [86_400_000, 3_600_000, 60_000, 1000, 1];

/**
 * Round times between two ends, in milliseconds.
 * @param {number} low
 * @param {number} high
 * @param {number} most
 */
export function timeTicks(low, high, most) {
  const unit = TIME_UNITS.find((millis) => (high - low) / millis >= most / 2) ?? 1;
  return roundTicks(low / unit, high / unit, most, 1).map((tick) => tick * unit);
}

/**
 * Powers of ten between two positive ends, with 2 and 5 times them where there is room.
 * @param {number} low
 * @param {number} high
 * @param {number} most
 */
export function powerTicks(low, high, most) {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const factors = (last - first) * 3 <= most ? [1, 2, 5] : [1];
  const stride = Math.max(1, Math.ceil((last - first) / most));
  const ticks = [];
  for (let exponent = first; exponent <= last; exponent += stride) {
    for (const factor of factors) {
      ticks.push(tidy(factor * 10 ** exponent));
    }
  }
  return ticks.filter((tick) => tick >= low && tick <= high);
}

/**
 * Texts of ticks, all with the same prefix: 0, 20M, 40M.
 * @param {number[]} ticks in ascending order
 */
export function tickTexts(ticks) {
  const greatest = Math.max(0, ...ticks.map(Math.abs));
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : 0;
  const thousands = greatest >= 10000 ? Math.floor(Math.log10(greatest) / 3 + 1e-9) : 0;
  if (thousands >= PREFIXES.length || (greatest > 0 && greatest < 1e-3)) {
    return ticks.map((tick) => (tick === 0 ? "0" : valueText(tick)));
  }
  const unit = 1000 ** thousands;
  const digits = step > 0 ? Math.max(0, Math.ceil(-Math.log10(step / unit) - 1e-9)) : 3;
  return ticks.map((tick) => (tick === 0 ? "0" : `${plain(tick / unit, digits, step > 0)}${PREFIXES[thousands]}`));
}

/**
 * A number in up to six digits, or all of an integer that a float32 can be.
 * @param {number} value
 */
export function valueText(value) {
  if (value - value !== 0) {
    return value > 0 ? "inf" : value < 0 ? "-inf" : "NaN";
  }
  const isExact = Number.isInteger(value) && Math.abs(value) <= 2 ** 24;
  return String(isExact ? value : Number(value.toPrecision(6))).replace("e+", "e");
}

/** @param {number} value @param {number} digits @param {boolean} isFixed */
function plain(value, digits, isFixed) {
  return isFixed ? value.toFixed(Math.min(digits, 15)) : String(Number(value.toFixed(digits)));
}

/** The least of 1, 2 and 5 times a power of ten that is no less. @param {number} least */
function roundStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((f) => f * power >= least * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** Without the noise of binary fractions. @param {number} value */
function tidy(value) {
  return Number(value.toPrecision(12));
}
