import Testing

@testable import Trail

@Suite struct NameJudgeTests {
    private let judge = LeakRules().judge

    private func mask(_ name: String) -> Mask? {
        Array(name.utf8).withUnsafeBufferPointer { self.judge.rule(for: $0)?.mask }
    }

    @Test(arguments: [
        "password", "PASSWORD", "Password", "user_password", "user-password", "userPassword",
        "user.password", "userpassword", "password1", "password_2", "password_confirmation",
        "password_hash", "old_password", "passwd", "db_passwd", "pwd", "USER_PWD", "passphrase",
        "pass", "smtp_pass", "passcode", "wifiPasscode", "user[password]", "$password", "passwort",
        "ＰＡＳＳＷＯＲＤ", "pass\u{AD}word", "p\u{301}assword", "Contraseña", "CONTRASEÑA",
        "contrasen\u{303}a", "密码", "パスワード", "пароль", "HASŁO", #"p\u0061ssword"#, #"\\u0070wd"#,
    ])
    func `names of passwords`(name: String) {
        #expect(self.mask(name) == .password)
    }

    @Test(arguments: [
        ("token", Mask.token), ("accessToken", .token), ("access_token", .token),
        ("X-Auth-Token", .token), ("csrftoken", .token), ("tokens", .token), ("JWT", .token),
        ("apiKey", .key), ("APIKey", .key), ("api-key", .key), ("x-api-key", .key),
        ("MY_API_KEY", .key), ("aws_secret_access_key", .key), ("privateKey", .key), ("key", .key),
        ("client_secret", .secret), ("secrets", .secret), ("Authorization", .authorization),
        ("headers.authorization", .authorization), ("HTTP_AUTHORIZATION", .authorization),
        ("Proxy-Authorization", .authorization), ("Cookie", .cookie), ("Set-Cookie", .cookie),
        ("card_number", .card), ("cardNumber", .card), ("ccnum", .card), ("cvv2", .card),
        ("pin", .code), ("otp", .code), ("2fa_code", .code), ("sessionid", .session),
        ("JSESSIONID", .session), ("credentials", .credentials), ("iban", .account),
        ("X-Amz-Signature", .signature), ("ssn", .person),
        ("secret_key_base", .key), ("tokenV2", .token), ("token_v12", .token), ("tokenv2", .token),
        ("signing_secret_v2", .secret), ("recovery_key", .key), ("recoveryKeys", .key),
        ("fernet_key", .key), ("FERNET_KEYS", .key), ("pincode", .code), ("pinCode", .code),
        ("pwdhash", .password), ("pwd_hashes", .password), ("pwds", .password),
        ("security_answer", .secret), ("securityAnswers", .secret), ("security_answer_1", .secret),
        ("totp_seed", .code), ("totpSeeds", .code), ("otpauth_url", .code), ("salt", .secret),
        ("api_key_base64", .key), ("token_sha256", .token), ("stripe_secret_live", .secret),
        ("pin_hash", .code), ("cvv2", .card), ("backup_codes", .code), ("session_ids", .session),
    ])
    func `names of other secrets`(name: String, mask: Mask) {
        #expect(self.mask(name) == mask)
    }

    @Test(arguments: [
        "secretary", "monkey", "passenger", "author", "authority", "keyboard", "keyword", "compass",
        "bypass", "spin", "opinion", "japan", "company", "tracking_cookie", "cookie_consent",
        "prior_authorization", "authorized", "token_type", "tokens_used", "token_count",
        "public_key", "primary_key", "idempotency_key", "hotkey", "page_token", "nextPageToken",
        "password_changed_at", "passwordPolicy", "password_strength", "secret_santa", "postcode",
        "token_id", "tokenized_at", "pin_code_area", "recovery_mode", "random_seed", "answer", "v2",
        "security_question", "database", "knowledge_base", "threshold", "renew",
        "passkeys", "publicKeys", "hash", "salted", "api_key_id", "tokenizer_v2", "household",
        "zip_code", "country_code", "passport", "description", "discard", "", "a", "é", "___",
    ])
    func `names of no secrets`(name: String) {
        #expect(self.mask(name) == nil)
    }
}
