using LlmWorkload.Reading;

namespace LlmWorkload.Tests.Reading;

public sealed class ModelNamesTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Names_are_found_by_any_spelling_of_the_id()
    {
        var names = Load(
            """
            {"items":[{"chute_id":"a","name":"A","more":1},{"model_id":"b","name":"A"},{"id":"c","name":"C"},{"id":"d"},
            {"id":"e","name":null}]}
            """);
        Assert.Equal(["A", "A", "C", null, null, null], new[] { "a", "b", "c", "d", "e", "f" }.Select(names.Find));
        Assert.Equal(3, names.All.Count);
        Assert.Empty(ModelNames.Empty.All);
    }

    [Fact]
    public void Bad_JSON_is_an_input_error_with_file_and_line()
    {
        var fault = Assert.Throws<WorkloadException>(() => Load("{\"items\":[\n{\"chute_id\":\"a\",\n\"name\" \"A\"}]}"));
        Assert.True(fault.IsInput);
        Assert.Contains("models.json:3:", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"items":{}}""")]
    public void Another_shape_is_an_error_that_shows_the_right_one(string json) =>
        Assert.Contains("\"items\":[{\"chute_id\"", Assert.Throws<WorkloadException>(() => Load(json)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"items":[{"id":"a","name":"A"},{"name":"B"}]}""")]
    [InlineData("""{"items":[{"id":"a","name":"A"},7]}""")]
    public void An_entry_without_an_id_is_an_error_with_its_number(string json) =>
        Assert.Contains("item 2", Assert.Throws<WorkloadException>(() => Load(json)).Message, StringComparison.Ordinal);

    private ModelNames Load(string json) => ModelNames.Load(_folder.Write("models.json", json));
}
