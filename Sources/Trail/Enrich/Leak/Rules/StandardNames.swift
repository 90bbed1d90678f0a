/// The names that are masked unless told otherwise.
///
/// What is not here is left out on purpose: `key`, `code`, `signature` and the like say little by
/// themselves, so their values decide; `public_key`, `idempotency_key` and `primary_key` are no
/// secrets.
enum StandardNames {
    /// The rules, the surest first.
    static let all: [NameRule] =
        passwords + tokens + keys + codes + headers + money + others

    /// Names that end like a secret's and are none.
    static let exceptions: [[UInt8]] = Self.words(
        "pagetoken nexttoken prevtoken previoustoken continuationtoken synctoken passwordless "
            + "passkeys"
    )

    private static let passwords =
        Self.rules(
            .password,
            .anywhere,
            .any,
            "password passwd passphrase passwort kennwort motdepasse contrasena contraseña "
                + "wachtwoord lösenord losenord adgangskode salasana hasło пароль "
                + "密码 密碼 パスワード 비밀번호"
        )
        + Self.rules(
            .password,
            .end,
            .any,
            "pwd pswd psw pw senha heslo dbpass databasepass userpass smtppass mailpass emailpass "
                + "ftppass sshpass rootpass adminpass proxypass redispass mysqlpass pgpass authpass "
                + "loginpass keypass storepass httppass newpass oldpass confirmpass pasword passwrd"
        )
        + Self.rules(.password, .ending, .any, "passcode")
        + Self.rules(.password, .whole, .any, "pass")

    private static let tokens =
        Self.rules(.token, .ending, .any, "token")
        + Self.rules(.token, .ending, .text, "tokens")
        + Self.rules(.token, .end, .any, "jwt csrf xsrf bearer samlresponse samlassertion")
        + Self.rules(.token, .end, .any, "clientassertion")
        + Self.rules(.token, .whole, .random, "assertion ticket auth")

    private static let keys =
        Self.rules(
            .key,
            .ending,
            .any,
            "apikey accesskey secretkey privatekey privkey signingkey encryptionkey decryptionkey "
                + "masterkey sharedkey authkey subscriptionkey functionskey sessionkey passkey "
                + "servicerolekey licensekey recoverykey fernetkey backupkey cipherkey cryptokey "
                + "unsealkey wrappingkey webhookkey deploykey"
        )
        + Self.rules(.key, .ending, .text, "apikeys accesskeys privatekeys")
        + Self.rules(
            .key,
            .end,
            .any,
            "psk sshkey sslkey tlskey pgpkey gpgkey aeskey hmackey rsakey jwtkey vaultkey cookiekey "
                + "otpkey totpkey mfakey"
        )
        + Self.rules(
            .key,
            .end,
            .random,
            "accountkey appkey applicationkey servicekey serverkey clientkey securitykey"
        )
        + Self.rules(.key, .whole, .random, "key")

    private static let codes =
        Self.rules(
            .code,
            .end,
            .any,
            "otp totp otpcode totpcode mfacode smscode 2facode twofactorcode onetimecode logincode "
                + "verificationcode resetcode authcode authorizationcode devicecode accesscode "
                + "backupcode backupcodes recoverycode recoverycodes codeverifier"
        )
        + Self.rules(.code, .end, .digits, "pin mpin pinnumber pincode pincodes")
        + Self.rules(.code, .end, .any, "pinhash hashedpin encryptedpin pinencrypted")
        + Self.rules(
            .code,
            .end,
            .any,
            "totpseed otpseed mfaseed otpauth otpauthurl otpauthuri otpurl otpuri totpurl totpuri "
                + "provisioninguri"
        )
        + Self.rules(.code, .whole, .random, "code")

    private static let headers =
        Self.rules(
            .authorization,
            .whole,
            .any,
            "authorization proxyauthorization httpauthorization httpproxyauthorization "
                + "xauthorization xforwardedauthorization"
        )
        + Self.rules(.cookie, .whole, .text, "cookie cookies setcookie httpcookie")
        + Self.rules(.cookie, .end, .any, "sessioncookie authcookie")
        + Self.rules(.session, .end, .any, "sessionid sessid")
        + Self.rules(.session, .ending, .any, "phpsessid jsessionid")
        + Self.rules(.session, .whole, .random, "sid")

    private static let money =
        Self.rules(
            .card,
            .end,
            .any,
            "cardnumber cardnum cardno ccnumber ccnum ccno creditcard creditcardno debitcard "
                + "cvv securitycode cardverification cardverificationcode"
        )
        + Self.rules(.card, .end, .digits, "pan cvc csc cvn")
        + Self.rules(.account, .end, .any, "iban bankaccount bankaccountnumber")

    private static let others =
        Self.rules(.secret, .ending, .any, "secret")
        + Self.rules(.secret, .ending, .text, "secrets")
        + Self.rules(.secret, .whole, .text, "salt")
        + Self.rules(
            .secret,
            .end,
            .any,
            "mnemonic seedphrase recoveryphrase backupphrase seedwords walletseed masterseed "
                + "recoveryseed secretseed securityanswer secretanswer challengeanswer "
                + "recoveryanswer securityquestionanswer hintanswer"
        )
        + Self.rules(
            .credentials,
            .end,
            .text,
            "credential credentials creds connectionstring connstr"
        )
        + Self.rules(.person, .end, .any, "ssn ssns socialsecuritynumber maidenname")
        + Self.rules(
            .signature,
            .end,
            .any,
            "amzsignature amzcredential googsignature googcredential sharedaccesssignature"
        )
        + Self.rules(.signature, .whole, .random, "signature sig hmac")

    private static func rules(
        _ mask: Mask,
        _ place: NameRule.Place,
        _ value: SecretValue,
        _ words: String
    ) -> [NameRule] {
        Self.words(words).map { NameRule($0, place, value, mask) }
    }

    private static func words(_ text: String) -> [[UInt8]] {
        text.split(separator: " ").map { Array($0.utf8) }
    }
}
