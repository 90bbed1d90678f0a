import Logging
import Trail
import TrailSQLite

let key = try LedgerKey.loadOrCreate(at: "trail.key", name: "shop.example")
let memory = try SignerMemory(path: "trail.key.heads")
let clock = SystemWallClock()
let sealer = Sealer(key: key, serverName: key.name, clock: clock, memory: memory)
let place = SQLiteConfiguration(path: "trail.sqlite")
let store = try await SQLiteEventStore.open(place, sealer: sealer)
let recorder = EventRecorder(store: store, clock: clock, logger: Logger(label: "shop"))

let user = Event.Actor(type: .user, id: "42", name: "Ada", isVerified: true)
let deletion = Event.Draft(.action(ActionDetail(.delete)), actor: user)
try await withThrowingTaskGroup { group in
    group.addTask { try await recorder.run() }  // in a server: one of its services
    recorder.record(deletion)  // never waits for the disk
    let receipt = try await recorder.recordDurably(deletion)  // survives a crash from here on
    print(receipt)
    group.cancelAll()
}
