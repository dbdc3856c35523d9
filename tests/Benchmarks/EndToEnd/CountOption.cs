using System.CommandLine;

namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary>Options that count something: whole numbers from 1.</summary>
internal static class CountOption
{
    /// <summary>An option of one count.</summary>
    public static Option<int> Create(string name, int initial, string description)
    {
        var option = new Option<int>(name) { DefaultValueFactory = _ => initial, Description = description };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1) result.AddError($"{name} is below 1.");
        });
        return option;
    }
}
