namespace LlmWorkload.Certificates;

/// <summary>What a peer lacks.</summary>
internal enum RefusalKind
{
    /// <summary>It does not speak TLS.</summary>
    Plaintext,

    /// <summary>It gave no certificate, or gave up.</summary>
    NoCertificate,

    /// <summary>Its certificate is another authority's.</summary>
    Authority,

    /// <summary>Its certificate has expired, or is not valid yet.</summary>
    Time,

    /// <summary>Its certificate is not for what it does.</summary>
    Purpose,

    /// <summary>Its certificate has another fault.</summary>
    Other,
}
