/** Which addresses are one client's. */

/** Groups of the half of an IPv6 address that is the network's (RFC 4291 §2.5.4): the other half is the client's own to choose. */
const NETWORK_GROUPS = 4;

/**
 * The address of an IPv4 client, the /64 network of an IPv6 client.
 *
 * @param address in the spelling of `normalizeAddress`
 * @example
 * networkOf("192.0.2.7"); // "192.0.2.7"
 * networkOf("2001:db8::1"); // "2001:db8:0:0::/64"
 */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const [left = "", right] = address.split("::");
  const head = left === "" ? [] : left.split(":");
  const tail = right === undefined || right === "" ? [] : right.split(":");
  const zeros = right === undefined ? [] : Array.from({ length: 8 - head.length - tail.length }, () => "0");
  return `${[...head, ...zeros, ...tail].slice(0, NETWORK_GROUPS).join(":")}::/64`;
}
