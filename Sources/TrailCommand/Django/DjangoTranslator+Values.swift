import Trail

// How the values of an `ACTIVITYLOG` dict are read. `None` counts as absent, and what is of the
// wrong sort is a failure.

extension DjangoTranslator {
    /// The value of a key and the name under which it was found.
    mutating func value(_ key: String) -> (name: String, json: JSON)? {
        guard let value = self.django.values[key] else { return nil }
        guard value.json != .null else {
            self.translation.remark(value.name, "None; Trail's default holds")
            return nil
        }
        return (value.name, value.json)
    }

    /// Translates a flag to one.
    mutating func flag(_ key: String, to setting: String) {
        guard let (name, flag) = self.bool(key) else { return }
        self.translation.set(setting, .word("\(flag)"), from: name)
    }

    mutating func bool(_ key: String) -> (name: String, flag: Bool)? {
        guard let (name, json) = self.value(key) else { return nil }
        guard case .bool(let flag) = json else {
            self.translation.fail(name, "true or false is expected")
            return nil
        }
        return (name, flag)
    }

    mutating func text(_ key: String) -> (name: String, text: String)? {
        guard let (name, json) = self.value(key) else { return nil }
        guard case .string(let text) = json else {
            self.translation.fail(name, "a text is expected")
            return nil
        }
        return (name, text)
    }

    mutating func texts(_ key: String) -> (name: String, texts: [String])? {
        guard let (name, json) = self.value(key) else { return nil }
        guard case .array(let elements) = json, let texts = Self.texts(elements) else {
            self.translation.fail(name, "a list of texts is expected")
            return nil
        }
        return (name, texts)
    }

    private static func texts(_ elements: [JSON]) -> [String]? {
        var texts: [String] = []
        for element in elements {
            guard case .string(let text) = element else { return nil }
            texts.append(text)
        }
        return texts
    }
}
