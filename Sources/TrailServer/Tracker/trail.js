// Tells a Trail server which pages people go to: docs/tracker.md has the snippet and the options.
//
// This is what is served, but for comments, indentation and line breaks: after a change run
// Scripts/embed-tracker. Nothing in here may throw into the page, nor change what it does.
(() => {
    const { src, dataset: options } = document.currentScript;
    // The server puts the path of its beacon here.
    const endpoint = '' + new URL(options.endpoint || 'djaffar/logs/', src);

    // What waits to be sent, as JSON text. Each has a key of its own in the storage that the tabs
    // of an origin share, so that none can overwrite another's; it ends with a UUID of version 7,
    // so that they sort by age.
    const prefix = 'trail ' + endpoint;
    let storage = {};
    try {
        storage = localStorage || storage;
    } catch {
        // The user has blocked it: what waits goes with the page.
    }
    const waiting = () => Object.keys(storage).filter((key) => key.startsWith(prefix)).sort();
    const forget = (key) => delete storage[key];

    // Whoever asks not to be followed is not, and what waited is not sent either.
    if (navigator.globalPrivacyControl || navigator.doNotTrack == 1) {
        waiting().forEach(forget);
        window.trail = { page() {}, event() {} };
        return;
    }

    // What goes into one request: browsers take 64 KiB from a page that is being left.
    const next = () => {
        let room = 16000;
        return waiting().filter((key) => (room -= storage[key].length) > 0);
    };
    const body = (batch) => '[' + batch.map((key) => storage[key]) + ']';

    // Something is forgotten when the server has said what became of it, and not before: proxies
    // and hotspots answer anything. Sent again it is the same event, by its id.
    const post = async (batch) => {
        const response = await fetch(endpoint, {
            method: 'POST',
            body: body(batch),
            credentials: options.credentials,
            keepalive: true,
        });
        const answer = await response.json();
        const kept = batch.filter((key, place) => {
            const { status } = answer.results?.[place] || answer;
            if (!(status < 500) || status == 408 || status == 429) return true;
            if (status > 399) console.warn('trail', answer);
            forget(key);
        });
        if (kept[0]) throw kept;
    };
    let sent = [];
    let failures = 0;
    let timer;
    const later = () => {
        timer ||= setTimeout(send, Math.min(2 ** failures++, 300) * (500 + 1000 * Math.random()));
    };
    const work = async () => {
        while (!timer && (sent = next())[0]) {
            try {
                await post(sent);
                failures = 0;
            } catch {
                later();
            }
        }
        sent = [];
    };
    const send = async () => {
        timer = clearTimeout(timer);
        if (sent[0]) return;
        try {
            // One tab at a time, which takes what the others have; they look again afterwards.
            await navigator.locks.request(prefix, { ifAvailable: true }, (lock) =>
                (lock ? work : later)()
            );
        } catch {
            work();
        }
    };

    let last = 0;
    const add = (fields) => {
        try {
            last = Math.max(last + 1, Date.now());
            let digits = 0 + last.toString(16);
            for (const byte of crypto.getRandomValues(new Uint8Array(18))) {
                digits += (byte % 16).toString(16);
            }
            const id = digits.replace(/(.{8})(.{4})(.{3})(.{3})/, '$1-$2-7$3-8$4-');
            const text = JSON.stringify({ id, date: new Date(), ...fields });
            if (text.length > 8000) throw text.length;
            if (waiting()[99]) forget(waiting()[0]);
            try {
                storage[prefix + id] = text;
            } catch {
                // There is no room: what is in there waits for the next page.
                storage = { [prefix + id]: text };
            }
            // After a failure the next attempt has its time.
            if (!timer) send();
        } catch (error) {
            console.warn('trail', fields, error);
        }
    };

    // Neither queries nor, unless they are the routes of the app, fragments: they hold secrets.
    const here = () =>
        'hash' in options ? location.hash.slice(1).split('?')[0] || '/' : location.pathname;
    let current;
    let shown;
    const page = (path = here()) => {
        add({ path, referer: shown || document.referrer.split('?')[0] });
        // What is no path is no page that the next one was reached from.
        shown = path?.split?.('?')[0];
    };
    const event = (event, data) => add({ event, data, path: shown || here() });
    window.trail = { page, event };

    addEventListener('online', send);
    addEventListener('visibilitychange', () => {
        if (!document.hidden) return send();
        const batch = next().slice(sent.length);
        if (batch[0]) navigator.sendBeacon(endpoint, body(batch));
    });
    if ('manual' in options) return send();
    const visit = () => {
        if (current == here() || document.prerendering) return;
        current = here();
        page();
    };
    for (const name of ['pushState', 'replaceState']) {
        const original = history[name];
        history[name] = (...values) => {
            original.apply(history, values);
            visit();
        };
    }
    for (const name of ['popstate', 'hashchange', 'visibilitychange']) {
        addEventListener(name, visit);
    }
    // Back to a page that the browser had kept whole.
    addEventListener('pageshow', ({ persisted }) => persisted && page());
    visit();
})();
