// Is an Ed25519 signature good? RFC 8032, 5.1.7, for browsers whose WebCrypto does not know it (Chromium before 137).
// It only verifies: nothing secret passes through it, so how long it takes tells nothing.
(function () {
  const P = 2n ** 255n - 19n, L = 2n ** 252n + 27742317777372353535851937790883648493n;
  const D = mod(-121665n * invert(121666n)), ROOT_OF_MINUS_ONE = power(2n, (P - 1n) / 4n);
  const BASE = decompress(bytes(mod(4n * invert(5n)))), ZERO = [0n, 1n, 1n, 0n];
  const BITS = 253n; // of a number below L

  function mod(number, by = P) { return (number % by + by) % by; }

  function power(base, exponent) {
    let result = 1n;
    for (let factor = base; exponent; exponent >>= 1n, factor = factor * factor % P) if (exponent & 1n) result = result * factor % P;
    return result;
  }

  function invert(number) { return power(mod(number), P - 2n); }

  // Little-endian, as all of RFC 8032.
  function number(bytes) { return bytes.reduceRight((sum, byte) => sum << 8n | BigInt(byte), 0n); }

  function bytes(number) { return Uint8Array.from({ length: 32 }, (_, place) => Number(number >> BigInt(8 * place) & 255n)); }

  // A point as [X, Y, Z, T]: x = X/Z, y = Y/Z, xy = T/Z. The sum holds for a point and itself too.
  function add([x1, y1, z1, t1], [x2, y2, z2, t2]) {
    const a = (y1 - x1) * (y2 - x2), b = (y1 + x1) * (y2 + x2), c = 2n * D * t1 % P * t2, d = 2n * z1 * z2;
    const e = mod(b - a), f = mod(d - c), g = mod(d + c), h = mod(b + a);
    return [e * f % P, g * h % P, f * g % P, e * h % P];
  }

  function negative([x, y, z, t]) { return [mod(-x), y, z, mod(-t)]; }

  // The point of 32 bytes: y, and in the last bit whether x is odd; null where the curve has none such.
  function decompress(packed) {
    const isOdd = BigInt(packed[31] >> 7), y = number(packed) & (1n << 255n) - 1n;
    if (y >= P) return null;
    const u = mod(y * y - 1n), v = mod(D * y * y + 1n);
    let x = u * power(v, 3n) % P * power(u * power(v, 7n) % P, (P - 5n) / 8n) % P;
    if (v * x % P * x % P !== u) x = x * ROOT_OF_MINUS_ONE % P;
    if (v * x % P * x % P !== u || (x === 0n && isOdd)) return null;
    if ((x & 1n) !== isOdd) x = P - x;
    return [x, y, 1n, x * y % P];
  }

  function compress([x, y, z]) {
    const inverse = invert(z), packed = bytes(y * inverse % P);
    packed[31] |= Number(x * inverse % P & 1n) << 7;
    return packed;
  }

  // s·BASE + k·point, both multiplied in one go.
  function combined(s, k, point) {
    const table = [ZERO, BASE, point, add(BASE, point)];
    let sum = ZERO;
    for (let bit = BITS - 1n; bit >= 0n; bit--) sum = add(add(sum, sum), table[Number(s >> bit & 1n) + 2 * Number(k >> bit & 1n)]);
    return sum;
  }

  // `key` of 32 bytes, `signature` of 64.
  async function verify(key, signature, message) {
    const point = key.length === 32 && decompress(key), r = signature.slice(0, 32), s = number(signature.slice(32));
    if (!point || signature.length !== 64 || s >= L) return false;
    const digest = await crypto.subtle.digest("SHA-512", Uint8Array.of(...r, ...key, ...message));
    const found = compress(combined(s, mod(number(new Uint8Array(digest)), L), negative(point)));
    return found.every((byte, place) => byte === r[place]);
  }

  self.deskEd25519 = { verify };
})();
