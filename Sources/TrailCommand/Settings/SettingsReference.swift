/// The reference of all settings as a page of Markdown: `docs/settings.md`.
enum SettingsReference {
    /// The page.
    static var markdown: String {
        let sections = Self.groups.map { group in
            "## \(group.name)\n\n" + Self.head + group.keys.map(Self.row).joined()
        }
        return Self.introduction + "\n" + sections.joined(separator: "\n")
    }

    private static let introduction = """
        # Settings

        Every setting of `trail`, as `trail config --reference` prints this page. Each may be given on the
        command line of every command (`--store-url sqlite:a.sqlite`, `--store-url=sqlite:a.sqlite`), as an
        environment variable, or in `trail.yaml` of the folder where the command runs; another file is
        named by `--config FILE` or `TRAIL_CONFIG`. The first of these that has a value decides, then the
        default.

        ```yaml
        store:
          url: sqlite:/var/lib/trail/trail.sqlite
        http:
          port: 9000
        cors:
          allowed-origins: [https://app.example.com, https://www.example.com]
        ```

        A key that does not exist, in the file or on the command line, stops the start and names the
        nearest one that does; so does a value that cannot be what its key asks for, wherever it comes
        from, also where another one decides. An unknown `TRAIL_…` variable is a warning. `trail config`
        shows what is in force and where each value came from.

        | type | written |
        |---|---|
        | text | as it is |
        | flag | `true` or `false`; also `yes`, `no`, `on`, `off`, `1`, `0` |
        | whole number | decimal digits |
        | list, patterns, origins | separated by commas, `\\,` for a comma within one; in the file also as a YAML list |
        | length of time | `5ms`, `30s`, `15m`, `12h`, `90d` |
        | time of day | `03:00`, in UTC |
        | bytes | `512`, `64KiB`, `10MiB`, `1GiB` |
        | path of URLs | begins with `/`, ends without one |

        Settings marked *apps* change nothing in `trail serve`; an app that captures with the library
        reads them ([capture.md](capture.md)). A secret is never printed.

        """

    private static let head = """
        | key | type | default | variable | |
        |---|---|---|---|---|

        """

    /// The settings by the first word of their keys, in the order in which they are listed.
    private static var groups: [(name: String, keys: [SettingKey])] {
        var groups: [(name: String, keys: [SettingKey])] = []
        for key in SettingKey.all {
            let name = String(key.name.prefix { $0 != "." })
            if let place = groups.firstIndex(where: { $0.name == name }) {
                groups[place].keys.append(key)
            } else {
                groups.append((name, [key]))
            }
        }
        return groups
    }

    private static func row(_ key: SettingKey) -> String {
        let cells = [
            "`\(key.name)`", key.form.words, Self.standard(key), "`\(key.environmentName)`",
            Self.sentence(key),
        ]
        return "| " + cells.joined(separator: " | ") + " |\n"
    }

    /// The default; commas of a list are followed by a blank, so that the column may be narrow.
    private static func standard(_ key: SettingKey) -> String {
        guard let text = key.defaultText else { return "" }
        guard key.isList else { return "`\(text)`" }
        return SettingValue.list(text).map { "`\($0)`" }.joined(separator: ", ")
    }

    private static func sentence(_ key: SettingKey) -> String {
        let marks = (key.isForApps ? " *apps*" : "") + (key.isSecret ? " *secret*" : "")
        return key.summary.replacing("|", with: "\\|") + marks
    }
}
