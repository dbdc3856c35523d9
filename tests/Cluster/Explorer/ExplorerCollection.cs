namespace LlmWorkload.Tests.Explorer;

/// <summary>Tests that share a silo and a browser.</summary>
[CollectionDefinition(Name)]
public sealed class ExplorerCollection : ICollectionFixture<ExplorerSilo>
{
    public const string Name = "Explorer";
}
