import Logging
import Trail
import TrailSQLite

let key = try LedgerKey.loadOrCreate(at: "trail.key", name: "shop.example")
let memory = try SignerMemory(path: "trail.key.heads")
let clock = SystemWallClock()
let sealer = Sealer(key: key, serverName: key.name, clock: clock, memory: memory)
let store = try await SQLiteEventStore.open(.init(path: "trail.sqlite"), sealer: sealer)
let recorder = EventRecorder(
    store: store,
    clock: clock,
    logger: Logger(label: "shop"),
    losses: try LossRecord(path: "trail.losses", now: clock.now()),  // knows what a crash lost
    deadLetters: store  // keeps what the ledger refuses
)

let deletion = Event.Draft(.action(ActionDetail(.delete)), actor: .init(type: .user, id: "42"))
try await withThrowingTaskGroup { group in
    group.addTask { try await recorder.run() }  // in a server: one of its services
    recorder.record(deletion)  // never waits for the disk
    let receipt = try await recorder.recordDurably(deletion)  // survives a crash from here on
    print(receipt)
    group.cancelAll()
}
