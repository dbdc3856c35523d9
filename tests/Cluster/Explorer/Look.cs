namespace LlmWorkload.Tests.Explorer;

/// <summary>How a page is looked at.</summary>
public enum Look
{
    /// <summary>On a large screen by day.</summary>
    Light,

    /// <summary>On a large screen by night.</summary>
    Dark,

    /// <summary>On a telephone, 390 pixels wide.</summary>
    Narrow,
}
