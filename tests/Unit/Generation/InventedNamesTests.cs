using LlmWorkload.Generation;

namespace LlmWorkload.Tests.Generation;

public sealed class InventedNamesTests
{
    [Fact]
    public void Every_model_of_a_log_has_a_name_of_its_own_that_reads_as_one()
    {
        string[] names = [.. Enumerable.Range(0, GeneratorOptions.MaxModels).Select(InventedNames.Of)];

        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.Matches("^[a-z-]+/[A-Z][a-z]+-[0-9]+-[0-9.]+B(-A[0-9]+B)?(-[A-Za-z0-9]+)?$", name));
    }
}
