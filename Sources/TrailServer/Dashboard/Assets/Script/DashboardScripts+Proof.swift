extension DashboardScripts {
    /// Checks the proof of the event on the page, step by step, and says what was checked.
    static let proof = #"""
        import * as ledger from "./ledger.js";

        /** The steps of a check, each a title and a function that says what it found, or throws. */
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
            for (const name of ["who", "where", "what"]) {
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
            const keys = await Promise.all(page.keys.map(ledger.parseKey));
            expect(keys.length > 0, "the server names no key");
            const key = await ledger.signer(found.checkpoint, keys);
            expect(key !== undefined, "no signature is right");
            expect(found.checkpoint.origin === `${key.name}/${page.tenant}`,
              "the key is of another ledger");
            return `Ed25519, by ${key.name} (key ${key.id}). Compare the key with the one that ` +
              "you have from elsewhere.";
          }]);
          list.push(["The ledger that is published now goes no shorter way", async () => {
            const note = await page.published();
            if (note === undefined) return "You may not see the published checkpoint; not compared.";
            const { origin, size, root } = ledger.parseCheckpoint(note);
            expect(origin === found.checkpoint.origin, `its origin is ${origin}`);
            expect(size >= found.checkpoint.size, `it has only ${size} events`);
            if (size === found.checkpoint.size) {
              expect(ledger.hex(root) === ledger.hex(found.checkpoint.root), "it has another root");
            }
            return `${size} events`;
          }]);
          return list;
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

        async function json(address) {
          const answer = await fetch(address, { headers: { accept: "application/json" } });
          if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
          return answer.json();
        }

        async function published(address) {
          const answer = await fetch(address);
          return answer.ok ? answer.text() : undefined;
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
          let failures = 0;
          try {
            const evidence = await json(section.dataset.sealed);
            const page = {
              event: section.dataset.event,
              tenant: section.dataset.tenant,
              keys: Array.from(document.querySelectorAll("#proof-keys li"),
                (item) => item.textContent),
              shown: (name) => document.querySelector(`pre[data-section="${name}"]`)?.textContent,
              published: () => published(section.dataset.checkpoint),
            };
            for (const [title, step] of steps(evidence, page)) {
              try {
                show(list, title, "✓", "good", await step());
              } catch (error) {
                failures += 1;
                show(list, title, "✗", "bad", error.message);
              }
            }
          } catch (error) {
            failures += 1;
            show(list, "The evidence can be read", "✗", "bad", error.message);
          }
          section.dataset.result = failures === 0 ? "good" : "bad";
          state.textContent = failures === 0
            ? "Every step was recomputed here, from the evidence alone, and holds."
            : `${failures} of these steps do not hold: this is not what was sealed.`;
        }

        const section = globalThis.document?.getElementById("proof");
        if (section) await check(section);
        """#
}
