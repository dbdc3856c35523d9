namespace LlmWorkload.Web;

/// <summary>Who may ask: the <c>Security</c> section of the configuration.</summary>
internal sealed class SecurityOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Security";

    /// <summary>Whether HTTP beyond loopback may do without a certificate or a key.</summary>
    public bool AllowInsecure { get; set; }

    /// <summary>The keys; without any, loopback alone is served.</summary>
    public List<KeyOptions> Keys { get; set; } = [];

    /// <summary>How long somebody who has logged in at the page stays so.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(12);
}
