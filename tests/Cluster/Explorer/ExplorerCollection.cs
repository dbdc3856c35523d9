namespace LlmWorkload.Tests.Explorer;

/// <summary>Tests that share a silo and a browser.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ExplorerCollection : ICollectionFixture<ExplorerSilo>
{
    public const string Name = "Explorer";
}
