extension DashboardScripts {
    /// Checks the proof of the event on the page, step by step, and says what was checked.
    static let proof = #"""
        import * as ledger from "./ledger.js";

        /**
         * The steps of a check, each a title and a function that says what it found, or throws:
         * `ledger.Unknown` for what cannot be found out here.
         */
        export function steps(evidence, page) {
          const sections = Object.entries(evidence.sections);
          const leaf = JSON.parse(evidence.leaf_data);
          const found = {};
          const list = sections.map(([name, section]) => [
            `The part “${name}” is what its digest was made of`,
            async () => {
              if (section.erased) {
                return `It was erased: its digest ${section.digest} is all that is left.`;
              }
              const digest = await ledger.sectionDigest(name, section.salt, section.text);
              expect(digest === section.digest, `recomputed ${digest}, sealed ${section.digest}`);
              expect(
                ledger.canonical(JSON.parse(section.text)) === section.text,
                "the text is not canonical JSON",
              );
              const shown = page.shown(name);
              expect(shown === undefined || shown === section.text,
                "this page shows another text");
              return `SHA-256 over name, salt and text: ${digest}`;
            },
          ]);
          list.push(["The leaf holds these digests, and is of this event", async () => {
            expect(ledger.canonical(leaf) === evidence.leaf_data, "it is not canonical JSON");
            expect(leaf.id === page.event, `it is of the event ${leaf.id}`);
            expect(leaf.tenant === page.tenant, `it is of the tenant ${leaf.tenant}`);
            const names = ["who", "where", "what", ...Object.keys(evidence.sections)];
            for (const name of new Set(names)) {
              const digest = evidence.sections[name]?.digest;
              expect(leaf[name] === digest, `it has another digest of “${name}”`);
            }
            return `${leaf.kind}, ${leaf.action}, ${leaf.outcome}, recorded ${leaf.recorded_at}`;
          }]);
          list.push(["The leaf hash follows from the leaf", async () => {
            found.leaf = await ledger.leafHash(evidence.leaf_data);
            const hash = ledger.hex(found.leaf);
            expect(hash === evidence.leaf_hash, `recomputed ${hash}`);
            return hash;
          }]);
          list.push(["The tree holds the leaf", async () => {
            const proof = evidence.inclusion_proof;
            expect(proof.index === evidence.ledger_index, "the proof is of another place");
            const path = proof.hashes.map(ledger.fromHex);
            found.root = await ledger.rootOf(found.leaf, proof.index, proof.tree_size, path);
            return `From leaf ${proof.index} by ${path.length} hashes to the root ` +
              ledger.hex(found.root);
          }]);
          list.push(["The checkpoint is of this tree", async () => {
            found.checkpoint = ledger.parseCheckpoint(evidence.checkpoint);
            const { origin, size, root } = found.checkpoint;
            expect(size === evidence.inclusion_proof.tree_size, `it is of ${size} events`);
            expect(ledger.hex(root) === ledger.hex(found.root), "it has another root");
            expect(origin.endsWith("/" + page.tenant), `its origin is ${origin}`);
            return `${origin}, ${size} events`;
          }]);
          list.push(["The checkpoint is signed by the ledger's key", async () => {
            const key = await signer(found.checkpoint, page);
            return `Ed25519, by ${key.name} (key ${key.id}). Compare the key with the one that ` +
              "you have from elsewhere.";
          }]);
          list.push(["The ledger that is published now goes on from this one", async () => {
            const earlier = found.checkpoint;
            const later = ledger.parseCheckpoint(await page.published());
            expect(later.origin === earlier.origin, `its origin is ${later.origin}`);
            expect(later.size >= earlier.size, `it has only ${later.size} events`);
            if (later.size === earlier.size) {
              expect(ledger.hex(later.root) === ledger.hex(earlier.root), "it has another root");
            } else {
              const path = (await page.consistency(earlier.size, later.size)).map(ledger.fromHex);
              expect(await ledger.continues(earlier, later, path), "it has another past");
            }
            await signer(later, page);
            return `${later.size} events, signed by the same key`;
          }]);
          return list;
        }

        async function signer(checkpoint, page) {
          const keys = await Promise.all(page.keys.map(ledger.parseKey));
          expect(keys.length > 0, "the server names no key");
          const key = await ledger.signer(checkpoint, keys);
          expect(key !== undefined, "no signature is right");
          const origin = `${key.name}/${page.tenant}`;
          expect(checkpoint.origin === origin, "the key is of another ledger");
          return key;
        }

        function expect(holds, otherwise) {
          if (!holds) throw new Error(otherwise);
        }

        function show(list, title, sign, tone, how) {
          const item = document.createElement("li");
          item.className = tone;
          for (const [name, text] of [["sign", sign], ["what", title], ["how", how]]) {
            const part = document.createElement("span");
            part.className = name;
            part.textContent = text;
            item.append(part);
          }
          list.append(item);
        }

        /** The body of an answer, as `form` reads it. */
        async function body(address, form) {
          let answer;
          try {
            answer = await fetch(address);
          } catch {
            throw new ledger.Unknown("the server cannot be reached");
          }
          if (answer.status === 403) throw new ledger.Unknown("you may not see it");
          if (!answer.ok) throw new ledger.Unknown(`the server answered ${answer.status}`);
          return answer[form]();
        }

        async function check(section) {
          const state = document.getElementById("proof-state");
          const list = document.getElementById("proof-steps");
          if (!ledger.canHash) {
            state.textContent = "Your browser lends its cryptography only to pages that come " +
              "through HTTPS or from this machine, so it cannot check the proof here.";
            return;
          }
          state.textContent = "Checking…";
          list.hidden = false;
          const count = { good: 0, bad: 0, unknown: 0 };
          const note = (title, error) => {
            const tone = error instanceof ledger.Unknown ? "unknown" : "bad";
            count[tone] += 1;
            show(list, title, tone === "bad" ? "✗" : "?", tone, error.message);
          };
          try {
            const evidence = await body(section.dataset.sealed, "json");
            const checkpoint = new URL(section.dataset.checkpoint, location.href);
            const page = {
              event: section.dataset.event,
              tenant: section.dataset.tenant,
              keys: Array.from(document.querySelectorAll("#proof-keys li"),
                (item) => item.textContent),
              shown: (name) => document.querySelector(`pre[data-section="${name}"]`)?.textContent,
              published: () => body(checkpoint, "text"),
              consistency: async (from, to) => {
                const address = new URL(`../proof/consistency?from=${from}&to=${to}`, checkpoint);
                return (await body(address, "json")).hashes;
              },
            };
            for (const [title, step] of steps(evidence, page)) {
              try {
                show(list, title, "✓", "good", await step());
                count.good += 1;
              } catch (error) {
                note(title, error);
              }
            }
          } catch (error) {
            note("The evidence can be read", error);
          }
          section.dataset.result = count.bad ? "bad" : count.unknown ? "unknown" : "good";
          state.textContent = verdict(count);
        }

        function verdict({ good, bad, unknown }) {
          if (bad) return `${bad} of these steps do not hold: this is not what was sealed.`;
          if (!unknown) {
            return "Every step was recomputed here, from the evidence alone, and holds.";
          }
          if (!good) return "Nothing could be checked here; reload the page to try again.";
          return `${good} steps were recomputed here, from the evidence alone, and hold; ` +
            `${unknown} could not be checked.`;
        }

        const section = globalThis.document?.getElementById("proof");
        if (section) await check(section);
        """#
}
