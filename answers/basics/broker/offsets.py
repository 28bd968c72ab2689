"""Ask one server for the end of orders-2, by hand: one ListOffsets request (version 1) on a socket."""
import socket, struct, sys

host, port = sys.argv[1].split(":")
text = lambda raw: struct.pack(">h", len(raw)) + raw
header = struct.pack(">hhi", 2, 1, 7) + text(b"checkout")       # API key 2, version 1, correlation id 7, client id
body = struct.pack(">ii", -1, 1) + text(b"orders") + struct.pack(">iiq", 1, 2, -1)  # partition 2, latest offset

with socket.create_connection((host, int(port)), timeout=10) as server:
    server.sendall(struct.pack(">i", len(header + body)) + header + body)
    stream = server.makefile("rb")
    size = stream.read(4)
    answer = stream.read(struct.unpack(">i", size)[0]) if size else b""

if not answer:
    sys.exit("closed the connection: it serves no such request")
error, _, offset = struct.unpack(">hqq", answer[-18:])
print({0: f"I lead it: end offset {offset}", 6: "error 6, NOT_LEADER_OR_FOLLOWER"}.get(error, f"error {error}"))
