namespace LlmWorkload.Generation;

/// <summary>One request as it is drawn, before it is written.</summary>
internal struct GeneratedRequest
{
    /// <summary>Who sends it.</summary>
    public int User { get; init; }

    /// <summary>Random bits of the user that are the same in all of the user's requests.</summary>
    public ulong Traits { get; init; }

    /// <summary>The rank of the model.</summary>
    public int Model { get; init; }

    /// <summary>Start in microseconds since 0001-01-01.</summary>
    public long Started { get; init; }

    /// <summary>How the model is called.</summary>
    public GeneratedFunction Function { get; set; }

    /// <summary>128 random bits of its id.</summary>
    public (ulong High, ulong Low) Id { get; set; }

    /// <summary>Input tokens.</summary>
    public int Input { get; set; }

    /// <summary>Those of them that come from a cache; they take no time.</summary>
    public int Cached { get; set; }

    /// <summary>Output tokens.</summary>
    public int Output { get; set; }

    /// <summary>What the time to first token is multiplied by.</summary>
    public double TtftNoise { get; init; }

    /// <summary>What the time of the output is multiplied by.</summary>
    public double OutputNoise { get; init; }

    /// <summary>The seconds after which it is given up; null where it ends by itself.</summary>
    public double? GivenUpAfter { get; set; }

    /// <summary>Whether the log does not have the user.</summary>
    public bool MissesUser { get; set; }

    /// <summary>Whether the log does not have the end.</summary>
    public bool MissesEnd { get; init; }

    /// <summary>Whether the log does not have the output tokens.</summary>
    public bool MissesOutput { get; set; }

    /// <summary>Whether the log does not have the time to first token.</summary>
    public bool MissesTtft { get; set; }

    /// <summary>The model's replica that answers, from 0.</summary>
    public int Replica { get; set; }

    /// <summary>128 random bits of the id of its session; null for none.</summary>
    public (ulong High, ulong Low)? Session { get; set; }

    /// <summary>How it ends.</summary>
    public GeneratedStatus Status { get; set; }
}

/// <summary>How a model is called.</summary>
internal enum GeneratedFunction
{
    /// <summary>Turns of a conversation, answered token by token.</summary>
    ChatStream,

    /// <summary>Turns of a conversation, answered at once.</summary>
    Chat,

    /// <summary>A text that is continued token by token.</summary>
    CompletionStream,

    /// <summary>A text that is continued at once.</summary>
    Completion,
}

/// <summary>How a request ends.</summary>
internal enum GeneratedStatus
{
    /// <summary>With an answer.</summary>
    Ok,

    /// <summary>With an error.</summary>
    Error,

    /// <summary>Without an answer in time.</summary>
    Timeout,
}
