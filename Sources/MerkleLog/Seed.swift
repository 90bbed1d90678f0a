enum Seed_MerkleLog {}
