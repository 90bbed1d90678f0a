"""The server behind TLS, under a name of one's own: `wss:` and `https:` as in the world."""

import socket
import ssl
import subprocess
import threading


class SecureFront:
    """Takes TLS off and passes everything on to `server`: at `port`, for the name given."""

    def __init__(self, name, folder):
        # Set once there is one.
        self.server = None
        key, certificate = folder / "tls.key", folder / "tls.crt"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
            + ["-nodes", "-days", "2", "-subj", f"/CN={name}"]
            + ["-addext", f"subjectAltName=DNS:{name}", "-keyout", key, "-out", certificate],
            check=True,
            capture_output=True,
        )
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate, key)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        """Takes connections until it is closed."""
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        """Passes one connection on, in both directions, until either side ends."""
        try:
            with self.context.wrap_socket(client, server_side=True) as front:
                with socket.create_connection(("127.0.0.1", self.server.port)) as back:
                    # A socket under TLS is not to be read and written by two threads at once
                    # without a bound on the wait.
                    front.settimeout(0.05)
                    reader = threading.Thread(target=self.answers, args=(back, front), daemon=True)
                    reader.start()
                    while reader.is_alive():
                        try:
                            data = front.recv(65536)
                        except TimeoutError:
                            continue
                        if not data:
                            break
                        back.sendall(data)
        except OSError:
            pass

    @staticmethod
    def answers(back, front):
        """Passes on what the server says."""
        try:
            while data := back.recv(65536):
                while data:
                    try:
                        data = data[front.send(data) :]
                    except TimeoutError:
                        pass
        except OSError:
            pass

    def close(self):
        """Takes no more connections."""
        self.listener.close()
