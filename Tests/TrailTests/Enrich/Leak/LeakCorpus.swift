/// Texts with secrets, and texts that only look as if they had any.
///
/// Whatever could be taken for a real credential is put together from parts, so that scanners of
/// repositories let it pass.
enum LeakCorpus {
    /// A text, and the part of it that must be gone once it is masked.
    struct Leak: Sendable, CustomStringConvertible {
        let text: String
        let secret: String

        init(_ text: String, _ secret: String) {
            self.text = text
            self.secret = secret
        }

        /// A text in which `§` stands for the secret.
        init(_ secret: String, in text: String) {
            self.init(text.replacing("§", with: secret), secret)
        }

        var description: String { self.text }
    }

    static let jwt =
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0."
        + "dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"
    static let pem =
        "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqh\nkiG9w0BA=\n-----END PRIVATE KEY-----"
    static let bearer = "mF_9.B5f-4.1JqM"
    static let random = "q7Zt2LxP0vKd9WbY4sRm"

    /// Secrets behind names.
    static let named: [Leak] = [
        Leak("hunter2", in: "password=§"), Leak("hunter2", in: "a=1&password=§&b=2"),
        Leak("hunter2", in: "?user=bob&PassWord=§#top"), Leak("hunter2", in: "user[password]=§"),
        Leak("hunter2", in: "user%5Bpassword%5D=§"), Leak("hunter2", in: "new_password2=§"),
        Leak("hunter2", in: "p%61ssword=§"), Leak("hunter2", in: "password : §"),
        Leak("hunter2", in: "login failed user=bob password=§ ip=192.0.2.1"),
        Leak("hunter2", in: "password = \"§\";"), Leak("hun ter2", in: "password='§' x"),
        Leak("hun\\\"ter2", in: "{\"password\":\"§\"}"),
        Leak("hun\\\\\\\"ter2", in: "{\\\"password\\\":\\\"§\\\",\\\"a\\\":1}"),
        Leak("hunter2", in: "{'password': '§', 'user': 'bob'}"),
        Leak("hunter2", in: "{'password': b'§'}"), Leak("hunter2", in: ":password=>\"§\""),
        Leak("hunter2", in: "&quot;password&quot;:&quot;§&quot;"),
        Leak("hunter2", in: "<user><password>§</password></user>"),
        Leak("hunter2", in: "<ns:Password type=\"x\">§</ns:Password>"),
        Leak("hunter2", in: "<password><![CDATA[§]]></password>"),
        Leak("hunter2", in: "mysql --user bob --password § shop"),
        Leak("hunter2", in: "ALTER USER bob WITH PASSWORD '§'"),
        Leak("hunter2", in: "CREATE USER bob IDENTIFIED BY '§'"),
        Leak("hunter2", in: "Server=db;User Id=sa;Password=§;Encrypt=true"),
        Leak("hunter2", in: "host=db user=bob password=§ dbname=shop"),
        Leak("ab;cd", in: "pwd=§"), Leak("ab,cd", in: "pwd=§, user=bob"),
        Leak("[a]b{c}", in: "pwd=§"), Leak("a&b", in: "\"pwd\": \"§\""),
        Leak("correct horse", in: "passphrase: \"§\""),
        Leak("{\"a\":\"hunter2\"}", in: "password=§"),
        Leak("s3cr3t", in: "client_secret=§"), Leak("s3cr3t", in: "clientSecret: §"),
        Leak("tok123", in: "https://a.example/x?access_token=§&token_type=bearer"),
        Leak("tok123", in: "https://a.example/cb#id_token=§"),
        Leak("tok123", in: "X-Auth-Token: §"),
        Leak("0123456789abcdef0123456789abcdef", in: "x-api-key: §"),
        Leak("AbC-123", in: "api key: §"), Leak("AbC-123", in: "APIKey=§"),
        Leak("Zm9vYmFy+/==", in: "AccountName=x;AccountKey=0\(random)§"),
        Leak(random, in: "https://maps.example/js?key=§&v=3"), Leak(random, in: "code=§&state=x"),
        Leak("Digest username=\"bob\", response=\"e966\"", in: "Authorization: §"),
        Leak("hunter2x", in: "curl -H 'Authorization: Token §' https://a.example"),
        Leak("abc; theme=dark; id=7", in: "Cookie: sid=§\nHost: a.example"),
        Leak("38afes7a8", in: "Set-Cookie: id=§; HttpOnly"),
        Leak("A1B2", in: "/shop;jsessionid=§?x=1"), Leak("A1B2", in: "PHPSESSID=§"),
        Leak("123456", in: "otp=§"), Leak("4711", in: "pin=§"), Leak("737", in: "cvv=§"),
        Leak("a%2Bb%3D", in: "AWSSignature=x&X-Amz-Signature=§"),
        Leak("x123456", in: "csrfmiddlewaretoken=§"),
        Leak("hunter2", in: #"{"pass\u0077ord": "§"}"#), Leak("hunter2", in: "pwd\t=\t§"),
        Leak("hunter2", in: #"{\"contrase\\u00f1a\": \"§\"}"#),
        Leak("hunter2", in: #"{"contrase\u00F1a": "§"}"#),
        Leak("hunter2", in: "api+key=§"), Leak("hunter2", in: "<Pwd><![CDATA[a<§]]></Pwd>"),
        Leak("hunter2", in: "ｐａｓｓｗｏｒｄ=§"), Leak("hunter2", in: "pass\u{200B}word=§"),
        Leak("hunter2", in: "CONTRASEÑA=§"), Leak("hunter2", in: "Пароль: \"§\""),
        Leak("hunter2", in: "secret_key_base=§"), Leak("hunter2", in: "SECRET_KEY_BASE: §"),
        Leak("hunter2", in: "tokenV2=§"), Leak("hunter2", in: "signing_secret_v2: §"),
        Leak("hunter2", in: "recovery_key=§"), Leak("hunter2", in: "recoveryKeys: §"),
        Leak("hunter2", in: "FERNET_KEY=§"), Leak("560123", in: "pincode=§"),
        Leak("4711", in: "pin code: §"), Leak("hunter2", in: "pwdhash=§"),
        Leak("fluffy", in: "security_answer=§"), Leak("fluffy", in: "securityAnswer2: §"),
        Leak("fluffy", in: "security answer: §"), Leak("JBSWY3DP", in: "totp_seed=§"),
        Leak("JBSWY3DP", in: "totpSeed: §"), Leak("swordfish", in: "client_secret: §"),
        Leak("swordfish", in: "clientSecret: §"), Leak("swordfish", in: "webhook_secret_test=§"),
        Leak("swordfish", in: "one time code: §"), Leak("s-1", in: "refresh token: §"),
        Leak("hunter2", in: "curl -u ann:§ https://a.example"),
        Leak("hunter2", in: "ran curl -sS -u 'ann:§' https://a.example"),
        Leak("hun ter2", in: "curl https://a.example -u \"ann:§\""),
        Leak("hunter2", in: "curl -X POST \\\n  -uann:§ https://a.example"),
        Leak("hunter2", in: "curl --user ann:§ https://a.example"),
        Leak("hunter2", in: "curl -sSu ann:§ -U bob:x"), Leak("hunter2", in: "curl -U :§ a"),
        Leak("hunter2", in: "CURL --proxy-user=ann:§"),
    ]

    /// Secrets that show by their looks.
    static let looks: [Leak] = [
        Leak(jwt, in: "§"), Leak(jwt, in: "got § from bob"), Leak(jwt, in: "/reset/§/now"),
        Leak("eyJhbGciOiJub25lIn0..", in: "x §"), Leak(pem, in: "loaded §, fine"),
        Leak("MIIEvQIBADANBgkqh", in: "-----BEGIN RSA PRIVATE KEY-----\\n§"),
        Leak(bearer, in: "sent Bearer §"), Leak(bearer, in: "sent BEARER §."),
        Leak("dXNlcjpodW50ZXIy", in: "sent Basic § along"),
        Leak("AKIA" + "IOSFODNN7EXAMPLE", in: "key § used"),
        Leak("AIza" + "SyA1234567890abcdefghijklmnopqrstu", in: "§"),
        Leak("ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a", in: "clone with §"),
        Leak("glpat-" + "aBcDeF1234567890xyz", in: "x=§"),
        Leak("xoxb-" + "123456789012-abcdefGHIJKL", in: "slack §"),
        Leak("sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc", in: "stripe (§)"),
        Leak("sk-" + "proj-aB3dE5fG7hI9jK1lM3nO5pQ7", in: "openai §"),
        Leak("trail_" + "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCdE", in: "use §"),
        Leak("$2b$12$" + "EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW", in: "h=§"),
        Leak("pbkdf2_sha256$1000000$abcdef$Vx8kqUuCzq0=", in: "was §"),
        Leak(
            "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b4dWRWJTmaaJObG",
            in: "§"
        ),
        Leak("hunter2", in: "postgres://bob:§@db.example/shop"),
        Leak("p@ss/w:rd", in: "postgres://bob:§@db.example:5432/shop?x=1"),
        Leak("hunter2", in: "redis://:§@cache:6379/0"),
        Leak("hunter2", in: "bob:§@tcp(db:3306)/shop"),
        Leak(random, in: "https://§@github.com/a/b"),
        Leak("hunter2", in: "next=https%3A%2F%2Fbob%3A§%40db.example%2Fx"),
        Leak("hunter2", in: "q=%7B%22password%22%3A%22§%22%7D"),
        Leak("hunter2", in: "q=%257B%2522password%2522%253A%2522§%2522%257D"),
        Leak("hunter2", in: "/go/https%3A%2F%2Fx.example%3Fpassword%3D§"),
        Leak("4111111111111111", in: "paid with § today"),
        Leak("4111 1111 1111 1111", in: "card: §, exp 12/29"),
        Leak("3782-822463-10005", in: "amex §"), Leak("5555555555554444", in: "n=§&x=1"),
        Leak("4111+1111+1111+1111", in: "q=my+card+§"),
        Leak("6011111111111117", in: "discover:§"), Leak("30569309025904", in: "diners §."),
        Leak("DE89370400440532013000", in: "to § now"),
        Leak("GB29 NWBK 6016 1331 9268 19", in: "iban: §."),
        Leak("4111111111111111", in: "card-§"), Leak("4111111111111111", in: "§.Declined"),
        Leak("4111-1111-1111-1111", in: "export-§.csv"), Leak("4111111111111111", in: "visa.§-eur"),
    ]

    /// What must not be touched in any text.
    static let harmless: [String] = [
        "", "a", "password", "token", "key: A minor", "key=value", "monkey=banana", "author=ann",
        "the secretary passed the token ring to a passenger", "tokens_used: 5", "max_tokens=4096",
        "prompt_tokens=17&completion_tokens=4", "secretary=Ann Smith", "passenger: Bob",
        "keyboard=qwerty", "keyword=shoes&hotkey=F5&turkey=1", "country_code=AT", "code=404",
        "error code: E1001", "postcode: 1010", "zip_code=94107", "promo_code=SUMMER24",
        "Unexpected token: string", "SyntaxError: Unexpected token } in JSON at position 5",
        "password: This field is required.", "password reset for user: bob", "password=null",
        "Password changed at: noon", "page_token=abc&next_page_token=def", "public_key=abc",
        "idempotency_key=8e03978e-40d5-43dd-bc93-6894a57f9324", "primary_key=7", "sort_key=name",
        "cache_key=user:42:profile", "token_type=bearer&expires_in=3600", "password_policy=strict",
        "password_changed_at=2026-01-01", "compass=north", "map_pin=red", "pinned=true",
        "basic information is here", "the bearer of bad news", "Basic plan, Bearer shares",
        "https://a.example:8080/x@y", "https://a.example/@bob/posts", "bob@mail.example",
        "mailto:bob@mail.example", "http://[::1]:8080/@x", "see https://a.example: it is @home",
        "8e03978e-40d5-43dd-bc93-6894a57f9324", "2026-11-21T02:38:40.118744Z", "192.168.100.200",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709", "key=da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "4111111111111112", "1234567890123456", "1795228720118744", "+4915112345678901",
        "0.4111111111111111", "order 4111-1111", "ad-4111111111111111-1f",
        "123456789012345678", "9007199254740991",
        "DE89370400440532013001", "AB12CDEF34567890GH", "eyJhbGciOiJIUzI1NiJ9", "eyJ.a.b",
        "-----", "--verbose --page 2", "--key-type rsa", "<p>password</p>", "a > b", "x=%20y%41",
        "q=100%25&path=%2Fa%2Fb", "don't say 'no'", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0)",
        "\"Chromium\";v=\"118\", \"Google Chrome\";v=\"118\", \"Not=A?Brand\";v=\"99\"",
        "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/118.0.0.0 Safari/537.36", "session=morning",
        "sk-circle-fade-dot", "task-a1b2c3d4e5f6g7h8i9j0", "C:\\Users\\ann", "SG.", "[masked]",
        "token_count: seven", "tokenized_at=noon", "pin_code_area=north", "recovery_mode: manual",
        "the seed: 42", "random_seed=42", "security_question=pet", "answer: fluffy", "answer=yes",
        "client_secret: required", "api_key: string", "access token: expired", "v2=on", "base=main",
        "otp: sent", "database=shop", "knowledge_base=faq", "threshold: high", "secret_santa=bob",
        "docker run -u 1000:1000 alpine", "sudo -u ann:staff ls", "curl -u ann https://a.example",
        "curl https://a.example\nrun -u 1:2", "curl -X GET https://a.example:80/", "curl -v a:b",
        "[masked: password]", "password=[masked: password]&x=1", "Cookies: we use them", "pass=",
        "Ω≈ç√ passwörd", "\u{1F512}", "a:b:c=d=e", "====", ":::", "@@@@", "%%%%", "\\\\\"", "'''",
    ]

    /// JSON that must not be touched.
    static let harmlessJSON: [String] = [
        #"{"key":"A minor","monkey":"see","passenger":"Bob","secretary":"Ann","tokens_used":5}"#,
        #"{"author":"Ann","code":"E1001","hash":"da39a3ee5e6b4b0d3255bfef95601890afd80709"}"#,
        #"{"has_password":true,"password":null,"secret":false,"token":""}"#,
        #"{"fields":["password","email"],"id":"8e03978e-40d5-43dd-bc93-6894a57f9324"}"#,
        #"{"amount":4111111111111112,"big":"number:12345678901234567890","n":1.5e+30}"#,
        #"{"object":{"key":"uploads/2024/Annual-Report_Final-v2.pdf"},"pin":"left"}"#,
        #"{"a":[1,[2,{"b":[]}],{}],"blob":"bytes:AAECAwQFBgcICQ==","s":"string:number:x"}"#,
        #"{"changed":[["name","email"]],"in":[[{"fields":["password","email"]}]]}"#,
        #"{"argv":["--password","--verbose","x"],"a":[[["password"]],["x","password"]]}"#,
        #"{"name":"email","value":"hunter2"}"#, #"{"a\nb":"c\u0001d \"quoted\" \\ slash"}"#,
        #"{"password":"[masked: password]","token":"[masked: token]"}"#, #"[]"#, #"{}"#, #""x""#,
        #"{"passkeys":[{"name":"YubiKey"}],"tokensV2":5,"secrets":3,"keys":["A minor"]}"#,
        #"{"recovery_keys":8,"totp_seeds":0,"answer":"fluffy","seed":"x","salt":5}"#,
        #"5"#, #"null"#, #"{"cookies":3,"max_tokens":4096,"password_changed_at":"2026-01-01"}"#,
    ]

    /// JSON with secrets.
    static let namedJSON: [Leak] = [
        Leak("hunter2", in: #"{"password":"§"}"#), Leak("12345678", in: #"{"password":§}"#),
        Leak("hunter2", in: #"{"a":[{"b":{"userPassword":"§","x":1}}]}"#),
        Leak("hunter2", in: #"{"credentials":{"any":{"thing":["§"]},"user":"bob"}}"#),
        Leak(#"hun\"ter2"#, in: #"{"db_password":"§"}"#),
        Leak("hunter2", in: #"{"p\u0061ssword":"§"}"#),
        Leak("hunter2", in: #"{"name":"password","value":"§"}"#),
        Leak("hunter2", in: #"{"field":"password","new":"§","old":"x"}"#),
        Leak("hunter2", in: #"{"key":"X-Api-Key","value":"§"}"#),
        Leak("hunter2", in: #"{"body":"{\"password\":\"§\"}"}"#),
        Leak("hunter2", in: #"{"headers":{"authorization":["Token §"]}}"#),
        Leak("sid=abc1", in: #"{"headers":{"Cookie":"§; a=b"}}"#),
        Leak("AAECAwQFBgc", in: #"{"secret":"bytes:§="}"#),
        Leak("12345678901234567890", in: #"{"secret":§}"#), Leak("4111111111111111", in: #"[§]"#),
        Leak("hunter2", in: #"{"url":"postgres://bob:§@db/x"}"#),
        Leak(
            "kiG9w0BA=",
            in: #"{"a":"-----BEGIN PRIVATE KEY-----\n§\n-----END PRIVATE KEY-----"}"#
        ),
        Leak(jwt, in: #"{"a":"§"}"#), Leak(jwt, in: #"{"§":1}"#), Leak("4711", in: #"{"pin":"§"}"#),
        Leak("hunter2", in: #"{"t":"string:bytes:password=§"}"#),
        Leak(random, in: #"{"key":"§"}"#), Leak("hunter2", in: #"{"a":"x\npassword=§\ny"}"#),
        Leak("hunter2", in: #"{"Tags":[{"Key":"DB_PASSWORD","Value":"§"}]}"#),
        Leak("hunter2", in: #"{"name":"password","type":"string","value":"§"}"#),
        Leak("hunter2", in: #"{"field":"password","from":"x","to":"§"}"#),
        Leak("hunter2", in: #"{"type":"password","value":"§"}"#),
        Leak("hunter2", in: #"{"headers":[["Host","a"],["Authorization","Token §"]]}"#),
        Leak("sid=abc1", in: #"[["Cookie",["§"]]]"#),
        Leak("hunter2", in: #"{"argv":["mysql","--password","§","shop"]}"#),
        Leak("hunter2", in: #"{"pass\tword":"x","pass\u200bword":"§"}"#),
        Leak("hunter2", in: #"{"secretKeyBase":"§"}"#),
        Leak("hunter2", in: #"{"recoveryKeys":["§"]}"#),
        Leak("fluffy", in: #"{"user":{"securityAnswers":[{"a":"§"}]}}"#),
        Leak("560123", in: #"{"pinCode":§}"#), Leak("hunter2", in: #"{"tokenV2":{"x":"§"}}"#),
    ]
}
