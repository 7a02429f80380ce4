import {
  CompiledQuery,
  type DatabaseConnection,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
  type TransactionSettings,
} from "kysely";

/** By connection: SQL without parameters that its next transaction sends along with BEGIN, in one round trip. */
export const openings = new WeakMap<DatabaseConnection, string>();

/** Postgres over `pg`, with `openings`. */
export class OpeningDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;

  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): PostgresDriver {
    return new OpeningDriver(this.#config);
  }
}

type Connection = Parameters<PostgresDriver["rollbackTransaction"]>[0];

class OpeningDriver extends PostgresDriver {
  override async beginTransaction(
    connection: Connection,
    settings: TransactionSettings,
  ): Promise<void> {
    const opening = openings.get(connection);
    if (opening === undefined) return super.beginTransaction(connection, settings);
    openings.delete(connection);
    const { isolationLevel } = settings;
    const begin = isolationLevel ? `begin isolation level ${isolationLevel}` : "begin";
    try {
      await connection.executeQuery(CompiledQuery.raw(`${begin}; ${opening}`));
    } catch (error) {
      // The transaction may stand open; for Kysely it never began, so nobody else rolls it back.
      await this.rollbackTransaction(connection).catch(() => undefined);
      throw error;
    }
  }
}
