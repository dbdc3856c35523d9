using LlmWorkload.Tests.Faults;
using LlmWorkload.Tests.Providers;

namespace LlmWorkload.Tests;

/// <summary>
/// The tests that share one PostgreSQL and one Redis. They run one after another, and those that stop a server start it again.
/// </summary>
[CollectionDefinition(Name)]
public sealed class ServersCollection : ICollectionFixture<PostgresServer>, ICollectionFixture<RedisServer>,
    ICollectionFixture<StorageSilos>, ICollectionFixture<FaultyCluster>
{
    public const string Name = "Servers";
}
