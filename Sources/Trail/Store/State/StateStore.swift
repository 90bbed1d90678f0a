/// Keeps what a server needs besides events.
///
/// `StateStoreConformance` in TrailTesting is the proof of an implementation.
public protocol StateStore: TokenStore, UserStore, SessionStore, PolicyStore, HoldStore,
    DestinationStore, ErasureStore
{}
