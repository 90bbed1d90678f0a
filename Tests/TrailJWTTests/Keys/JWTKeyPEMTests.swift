import Crypto
import CryptoExtras
import Foundation
import Testing
import Trail
import TrailJWT

@Suite struct JWTKeyPEMTests {
    @Test(arguments: JWTSigningAlgorithm.allCases.filter { !$0.rawValue.hasPrefix("HS") })
    func `knows the algorithms of its type`(algorithm: JWTSigningAlgorithm) async throws {
        let key = try await Issuer.make(algorithm).key
        let rsa: Set<JWTSigningAlgorithm> = [.rs256, .rs384, .rs512, .ps256, .ps384, .ps512]
        #expect(key.algorithms == (rsa.contains(algorithm) ? rsa : [algorithm]))
    }

    @Test(arguments: Self.written)
    func `reads the public keys that openssl writes`(
        pem: String,
        algorithm: JWTSigningAlgorithm
    ) async throws {
        for text in [pem, pem + "\n", pem.replacing("\n", with: "\r\n"), "a comment\n" + pem] {
            let keys = try await JWTKey.publicKeys(pem: text)
            #expect(keys.count == 1)
            #expect(keys.first?.algorithms.contains(algorithm) == true)
        }
    }

    @Test func `reads several keys one after another`() async throws {
        let text = Self.written.map(\.0).joined(separator: "\n")
        let keys = try await JWTKey.publicKeys(pem: text)
        #expect(keys.count == Self.written.count)
    }

    @Test(arguments: [
        (Self.weakRSA, "its key is none of RSA"), (Self.ed448, "its key is none of RSA"),
        (Self.secp256k1, "its key is none of RSA"), (Self.certificate, "a certificate"),
        ("", "no PEM block"), ("hello", "no PEM block"),
        ("-----BEGIN PUBLIC KEY-----\nAAAA", "has no end"),
        ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "its key is none of RSA"),
        ("-----BEGIN X-----\nAAAA\n-----END X-----", "no public key"),
    ])
    func `refuses anything else and says why`(pem: String, reason: String) async throws {
        let error = await #expect(throws: TrailError.self) {
            _ = try await JWTKey.publicKeys(pem: pem)
        }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains(reason) == true)
    }

    @Test func `refuses a private key and does not repeat it`() async throws {
        let rsa = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        for pem in [
            P256.Signing.PrivateKey().pemRepresentation, rsa.pemRepresentation,
            rsa.pkcs8PEMRepresentation, Curve25519.Signing.PrivateKey().pemRepresentation,
        ] {
            let error = await #expect(throws: TrailError.self) {
                _ = try await JWTKey.publicKeys(pem: pem)
            }
            #expect(error?.message.contains("private key") == true)
            let lines = pem.split(separator: "\n").dropFirst()
            #expect(lines.allSatisfy { error?.message.contains($0) == false })
        }
    }
}

extension JWTKeyPEMTests {
    private static let written: [(String, JWTSigningAlgorithm)] = [
        (
            """
            -----BEGIN PUBLIC KEY-----
            MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAyFq1u0ERI4owdBwEMZUn
            Ov0x5Ngsm9OjcW3vNSDGXKlnosvJHXBjpC839L55nmVCyOLBwD2GMptcikNogjeO
            UpHYI0lG5LVzR1nA3K4UxyffICkE3R8/F7498rtAlMbNlOpaULQn8uYnJH7ocl9a
            c2l12h8RsuorcYU/ag4tAuNiUQeU3OHBu1Z/j9zUmqI7UC9XSKTZKrJr0sU3TTrm
            f71R/yTGCnOk7WiyvySuJvk1IvTfNH0sLSL3pmuT6fNiir+BJaLxOtCJZKaa/37O
            1Sv5qN+yxf1I9GSq5CVd+j3A5DxUQseF9uI67I4YU5V6ma1ayri1ZSB2sVsfZdxq
            1QIDAQAB
            -----END PUBLIC KEY-----
            """,
            .rs256
        ),
        (
            """
            -----BEGIN RSA PUBLIC KEY-----
            MIIBCgKCAQEAyFq1u0ERI4owdBwEMZUnOv0x5Ngsm9OjcW3vNSDGXKlnosvJHXBj
            pC839L55nmVCyOLBwD2GMptcikNogjeOUpHYI0lG5LVzR1nA3K4UxyffICkE3R8/
            F7498rtAlMbNlOpaULQn8uYnJH7ocl9ac2l12h8RsuorcYU/ag4tAuNiUQeU3OHB
            u1Z/j9zUmqI7UC9XSKTZKrJr0sU3TTrmf71R/yTGCnOk7WiyvySuJvk1IvTfNH0s
            LSL3pmuT6fNiir+BJaLxOtCJZKaa/37O1Sv5qN+yxf1I9GSq5CVd+j3A5DxUQseF
            9uI67I4YU5V6ma1ayri1ZSB2sVsfZdxq1QIDAQAB
            -----END RSA PUBLIC KEY-----
            """,
            .ps512
        ),
        (
            """
            -----BEGIN PUBLIC KEY-----
            MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAERRWBb8l0oY8ic+3L47bXEGYRZ9Qy
            Ak1B6SP0gDZB8O6T9pmsC5pKs20uGbq7tXm564FRj6zu1h2kBbCEq+IH3A==
            -----END PUBLIC KEY-----
            """,
            .es256
        ),
        (
            """
            -----BEGIN PUBLIC KEY-----
            MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEHBsiKW9WzqxYffvDjB/LBMRb5e1TinPE
            tq/O6a5WrX36EFfqnOhXYYN8jxg7/W+AdBcFEY6B98reW6UMc2xUPDP//kkjjNwx
            gMOErgOa2EO1pots8peBUO3v15dPNkXB
            -----END PUBLIC KEY-----
            """,
            .es384
        ),
        (
            """
            -----BEGIN PUBLIC KEY-----
            MIGbMBAGByqGSM49AgEGBSuBBAAjA4GGAAQBbR2kvb+BMUi5CpKKPismlWqdwK4r
            FQTLCNCGMCzZWp4MEjzfWibudk2zlu4gHKm1exQ1nSwOTe3zHeMguIU/77MAQkxH
            AGmXjoa54pEf+32nYO3uwweOHTvKEhvkwcLHrrwg3xdwx1ploRTEvbqO64KkPeME
            29XXU4G5NR9e6j5s6NY=
            -----END PUBLIC KEY-----
            """,
            .es512
        ),
        (
            """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEAFOWmKFqNrEmR7Sr9372k/h9hMf13X4XETQ3VtT+6BV4=
            -----END PUBLIC KEY-----
            """,
            .eddsa
        ),
    ]

    private static let weakRSA = """
        -----BEGIN PUBLIC KEY-----
        MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDRtzUhVMj7+7a5I8UO0Dz1CT2a
        2kuH3Yc/Y1/yVdtCt8MzX23u4RUUXUE1sjYfZ5A8EWe14kglS7d4r8REmaAIyNKb
        k2gHhihun6Zn1p2EI+lIJXH2de1oTrGPX269ra7IFiAaFABFLhP5puXlXApjHA9k
        UIBTYI6bTO2YA0NMPQIDAQAB
        -----END PUBLIC KEY-----
        """

    private static let ed448 = """
        -----BEGIN PUBLIC KEY-----
        MEMwBQYDK2VxAzoALPWMabuoilK8aJL3TbDqQEzfkBbzbHbptoO7LaWB1JstzKYj
        HwbE0WpWqzpoAiMgnnXHb2q0fEOA
        -----END PUBLIC KEY-----
        """

    private static let secp256k1 = """
        -----BEGIN PUBLIC KEY-----
        MFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAEK+Pf3OxYnWXEv9jYPhsoJqiao9AZetCw
        vCik4PISKuOay62u2LboXKTJlct0GOxqMAzlx3L+xlrDUSVMnVV/9A==
        -----END PUBLIC KEY-----
        """

    private static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBbjCCAROgAwIBAgIUSeJ4DGNIFJnFEhw8jasmJeRWqH0wCgYIKoZIzj0EAwIw
        DDEKMAgGA1UEAwwBeDAeFw0yNjExMjEwODQ0MzNaFw0yNjExMjIwODQ0MzNaMAwx
        CjAIBgNVBAMMAXgwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARFFYFvyXShjyJz
        7cvjttcQZhFn1DICTUHpI/SANkHw7pP2mawLmkqzbS4Zuru1ebnrgVGPrO7WHaQF
        sISr4gfco1MwUTAdBgNVHQ4EFgQU92hbIXzJcmkW68m1TlTkWp+PfB0wHwYDVR0j
        BBgwFoAU92hbIXzJcmkW68m1TlTkWp+PfB0wDwYDVR0TAQH/BAUwAwEB/zAKBggq
        hkjOPQQDAgNJADBGAiEA/j9VhMBJ+T0m6bfftqU6n9kDq5T28eLn0DG8gzOWrNoC
        IQDCsFAxtJgoLdsP0ZdB6Ao6gwY3EszHRn81+85odwg4FQ==
        -----END CERTIFICATE-----
        """
}
