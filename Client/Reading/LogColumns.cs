namespace LlmWorkload.Reading;

/// <summary>Where the fields of a request stand in the records of one file; -1 for a field the file does not have.</summary>
internal sealed class LogColumns
{
    private const int MaxNamesShown = 50;

    private static readonly string[] ModelNames = ["chute_id", "model_id", "model", "model_name", "chuteid"];
    private static readonly string[] UserNames = ["user_id", "user", "userid"];
    private static readonly string[] StartedNames = ["started_at", "timestamp", "start_time", "start", "begin_time", "startedat"];
    private static readonly string[] CompletedNames = ["completed_at", "end_time", "end", "finish_time", "completedat"];
    private static readonly string[] FunctionNames = ["function_name", "function", "functionname"];

    private static readonly string[] InputTokensNames = ["input_tokens", "prompt_tokens", "request_tokens", "input", "it", "inputtokens"];

    private static readonly string[] OutputTokensNames =
        ["output_tokens", "completion_tokens", "response_tokens", "generation_tokens", "output", "ot", "outputtokens"];

    private static readonly string[] TtftNames = ["ttft"];
    private static readonly string[] DurationNames = ["duration"];

    private readonly IReadOnlyList<string> _header;

    private LogColumns(IReadOnlyList<string> header)
    {
        _header = header;
        Model = IndexOf(ModelNames);
        User = IndexOf(UserNames);
        Started = IndexOf(StartedNames);
        Completed = IndexOf(CompletedNames);
        Function = IndexOf(FunctionNames);
        InputTokens = IndexOf(InputTokensNames);
        OutputTokens = IndexOf(OutputTokensNames);
        Ttft = IndexOf(TtftNames);
        Duration = IndexOf(DurationNames);
        int[] used = [Model, User, Started, Completed, Function, InputTokens, OutputTokens, Ttft, Duration];
        Ignored = [.. header.Where((_, index) => !used.Contains(index))];
    }

    public int Count => _header.Count;

    public int Model { get; }

    public int User { get; }

    public int Started { get; }

    public int Completed { get; }

    public int Function { get; }

    public int InputTokens { get; }

    public int OutputTokens { get; }

    public int Ttft { get; }

    public int Duration { get; }

    /// <summary>The header names no field is read from, in file order.</summary>
    public IReadOnlyList<string> Ignored { get; }

    /// <summary>Finds the fields by the names of <paramref name="header"/>.</summary>
    /// <param name="file">The path of the file, for messages.</param>
    /// <param name="header">The names as they stand in the file.</param>
    /// <param name="modelIsNamed">Whether the model of the file is known without a column.</param>
    /// <exception cref="WorkloadException">A required column is not there; the message lists the names found and those accepted.</exception>
    public static LogColumns Of(string file, IReadOnlyList<string> header, bool modelIsNamed)
    {
        var columns = new LogColumns(header);
        var faults = new List<string>();
        if (columns.Started < 0)
            faults.Add($"no column for the start instant (accepted names: {string.Join(", ", StartedNames)})");
        if (columns.Model < 0 && !modelIsNamed)
            faults.Add($"no column for the model (accepted names: {string.Join(", ", ModelNames)}; or --model NAME, or --model-from-filename)");
        if (faults.Count == 0)
            return columns;

        throw new WorkloadException($"{file}: the header has {string.Join(" and ", faults)}. Names found: {Found(header)}.{SeparatorHint(header)}")
        {
            IsInput = true,
        };
    }

    /// <summary>The name, in the file, of the column a row was rejected for; null where no one column is at fault.</summary>
    public string? NameOf(RejectReason reason)
    {
        var index = IndexOf(reason);
        return index < 0 ? null : _header[index];
    }

    /// <summary>The index of the column a row was rejected for, or -1 where no one column is at fault.</summary>
    public int IndexOf(RejectReason reason) => reason switch
    {
        RejectReason.StartedMissing or RejectReason.StartedInvalid => Started,
        RejectReason.ModelMissing => Model,
        RejectReason.CompletedInvalid => Completed,
        RejectReason.InputTokensInvalid => InputTokens,
        RejectReason.OutputTokensInvalid => OutputTokens,
        RejectReason.TtftInvalid => Ttft,
        RejectReason.DurationInvalid => Duration,
        _ => -1,
    };

    private int IndexOf(string[] names)
    {
        foreach (var name in names)
        {
            for (var i = 0; i < _header.Count; i++)
            {
                if (string.Equals(_header[i], name, StringComparison.OrdinalIgnoreCase))
                    return i;
            }
        }

        return -1;
    }

    private static string Found(IReadOnlyList<string> header)
    {
        var shown = header.Take(MaxNamesShown).Select(name => name.Length > 100 ? name[..100] + "…" : name);
        return string.Join(", ", shown) + (header.Count > MaxNamesShown ? $", and {header.Count - MaxNamesShown} more" : "");
    }

    private static string SeparatorHint(IReadOnlyList<string> header) =>
        header.Count == 1 && header[0].AsSpan().ContainsAny(";\t|") ? " The separator of a request log is the comma." : "";
}
