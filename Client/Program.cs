using System.Text;
using LlmWorkload.Commands;
using LlmWorkload.Forwarding;

// JSON and CSV are UTF-8, whatever the terminal's locale says.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

// A terminal shows tables as wide as it is, and other characters.
if (!Console.IsOutputRedirected) return await Cli.RunAsync(args, Console.Out, Console.Error);
return await CommandForwarder.TryRunAsync(args)
    ?? await KeptAnswers.RunAsync(args, Console.Out, Console.Error, (output, error) => Cli.RunAsync(args, output, error));
