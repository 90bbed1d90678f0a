enum Seed_Trail {}
