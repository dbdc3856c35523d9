using LlmWorkload.Web;

namespace LlmWorkload.Tests.Web;

public sealed class WebSettingsCheckTests
{
    private static readonly KeyOptions Key = new() { Hash = new string('a', 64) };

    [Fact]
    public void The_usual_settings_can_work() => Assert.Empty(Failures(new HttpOptions(), new SecurityOptions()));

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("10.0.0.1")]
    public void Beyond_loopback_it_says_what_is_missing(string address)
    {
        var http = new HttpOptions { Address = address };
        Assert.Contains("a certificate (Http:Certificate) and a key", Assert.Single(Failures(http, new SecurityOptions())));
        Assert.Contains(
            "without a certificate (Http:Certificate);", Assert.Single(Failures(http, new SecurityOptions { Keys = [Key] })));
        Assert.Empty(Failures(http, new SecurityOptions { AllowInsecure = true }));
        Assert.Empty(Failures(new HttpOptions { Address = address, Port = 0 }, new SecurityOptions()));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("127.8.0.1")]
    public void Loopback_needs_neither(string address) =>
        Assert.Empty(Failures(new HttpOptions { Address = address }, new SecurityOptions()));

    [Fact]
    public void A_key_that_is_none_is_named_with_its_place()
    {
        var failures = Failures(new HttpOptions(), new SecurityOptions { Keys = [Key, new KeyOptions { Hash = "secret", Role = "raed" }] });
        Assert.Collection(
            failures,
            failure => Assert.StartsWith("Security:Keys:1:Hash has 6 characters", failure, StringComparison.Ordinal),
            failure => Assert.Contains("the nearest is 'read'", failure));
        Assert.DoesNotContain(failures, failure => failure.Contains("secret", StringComparison.Ordinal));
    }

    private static List<string> Failures(HttpOptions http, SecurityOptions security) =>
        [.. WebSettingsCheck.Failures(new WebSettings(http, security, new IngestOptions()))];
}
