extension DashboardScripts {
    /// What a proof is made of: hashes, canonical JSON, the way to the root, and signed notes.
    ///
    /// It knows no page, so that it can be tried by itself.
    static let ledger = #"""
        const utf8 = new TextEncoder();
        const subtle = globalThis.crypto?.subtle;

        /** Whether this browser lends its cryptography to this page. */
        export const canHash = subtle !== undefined;

        export const hex = (bytes) =>
          Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

        export function fromHex(text) {
          if (!/^([0-9a-f]{2})*$/.test(text)) throw new Error("not hexadecimal");
          return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
        }

        export const fromBase64 = (text) =>
          Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

        function join(...parts) {
          const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
          let place = 0;
          for (const part of parts) {
            whole.set(part, place);
            place += part.length;
          }
          return whole;
        }

        async function sha256(...parts) {
          return new Uint8Array(await subtle.digest("SHA-256", join(...parts)));
        }

        /** RFC 8785: keys in the order of their UTF-16 units, numbers as ECMAScript writes them. */
        export function canonical(value) {
          if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
          if (value === null || typeof value !== "object") return JSON.stringify(value);
          const members = Object.keys(value).sort();
          return "{" + members.map((key) =>
            JSON.stringify(key) + ":" + canonical(value[key])).join(",") + "}";
        }

        /** SHA-256("trail/v1/" + name + 0x00 + salt + text), in hexadecimal. */
        export async function sectionDigest(name, salt, text) {
          const prefix = utf8.encode("trail/v1/" + name + "\0");
          return hex(await sha256(prefix, fromHex(salt), utf8.encode(text)));
        }

        /** RFC 6962: SHA-256(0x00 + leaf data). */
        export const leafHash = (data) => sha256(Uint8Array.of(0), utf8.encode(data));

        const nodeHash = (left, right) => sha256(Uint8Array.of(1), left, right);

        /** The root that follows from a leaf and its path (RFC 9162, 2.1.3.2). */
        export async function rootOf(leaf, index, size, path) {
          if (!(index < size)) throw new Error("the tree has no such leaf");
          let place = BigInt(index);
          let last = BigInt(size) - 1n;
          let root = leaf;
          for (const hash of path) {
            if (last === 0n) throw new Error("the path is too long");
            if (place & 1n || place === last) {
              root = await nodeHash(hash, root);
              while (!(place & 1n) && place !== 0n) {
                place >>= 1n;
                last >>= 1n;
              }
            } else {
              root = await nodeHash(root, hash);
            }
            place >>= 1n;
            last >>= 1n;
          }
          if (last !== 0n) throw new Error("the path is too short");
          return root;
        }

        /** Whether a later tree goes on from an earlier one (RFC 9162, 2.1.4.2). */
        export async function continues(earlier, later, path) {
          let place = BigInt(earlier.size) - 1n;
          let last = BigInt(later.size) - 1n;
          while (place & 1n) {
            place >>= 1n;
            last >>= 1n;
          }
          // A tree of a power of two is a node of the later one, so the path leaves it out.
          const [start, ...rest] = place === 0n ? [earlier.root, ...path] : path;
          if (start === undefined) return false;
          let [old, root] = [start, start];
          for (const hash of rest) {
            if (last === 0n) return false;
            if (place & 1n || place === last) {
              old = await nodeHash(hash, old);
              root = await nodeHash(hash, root);
              while (!(place & 1n) && place !== 0n) {
                place >>= 1n;
                last >>= 1n;
              }
            } else {
              root = await nodeHash(root, hash);
            }
            place >>= 1n;
            last >>= 1n;
          }
          return last === 0n && hex(old) === hex(earlier.root) && hex(root) === hex(later.root);
        }

        /** A checkpoint (C2SP tlog-checkpoint) with its signatures (C2SP signed-note). */
        export function parseCheckpoint(note) {
          const end = note.lastIndexOf("\n\n");
          if (end < 0) throw new Error("no signed note");
          const text = note.slice(0, end + 1);
          const [origin, size, root] = text.split("\n");
          const signatures = note.slice(end + 2).split("\n").filter(Boolean).map((line) => {
            const [dash, name, code] = line.split(" ");
            if (dash !== "\u2014") throw new Error("no signature line");
            const bytes = fromBase64(code);
            return { name, id: hex(bytes.slice(0, 4)), signature: bytes.slice(4) };
          });
          return { text, origin, size: Number(size), root: fromBase64(root), signatures };
        }

        /** A key as notes write it: name+id+base64 of 0x01 and the key's bytes. */
        export async function parseKey(text) {
          const [name, id, ...rest] = text.split("+");
          const bytes = fromBase64(rest.join("+"));
          if (bytes[0] !== 1 || bytes.length !== 33) throw new Error("no Ed25519 key");
          const found = hex((await sha256(utf8.encode(name + "\n"), bytes)).slice(0, 4));
          if (found !== id) throw new Error("the key's id is not of the key");
          return { name, id, bytes: bytes.slice(1) };
        }

        /** What cannot be found out here; nothing is wrong because of it. */
        export class Unknown extends Error {}

        async function verifies(key, signature, message) {
          let imported;
          try {
            imported = await subtle.importKey("raw", key.bytes, "Ed25519", false, ["verify"]);
          } catch (error) {
            if (error.name !== "NotSupportedError") throw error;
            throw new Unknown("this browser knows no Ed25519; the command trail verify does");
          }
          return subtle.verify("Ed25519", imported, signature, message);
        }

        /** The key among `keys` whose signature of a checkpoint is right; undefined for none. */
        export async function signer(checkpoint, keys) {
          for (const key of keys) {
            for (const line of checkpoint.signatures) {
              if (line.name !== key.name || line.id !== key.id) continue;
              const message = utf8.encode(checkpoint.text);
              if (await verifies(key, line.signature, message)) return key;
            }
          }
          return undefined;
        }
        """#
}
