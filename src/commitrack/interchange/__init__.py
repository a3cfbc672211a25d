"""Other people's formats, in and out: from text to entries of ours, and back. Nothing here touches the registry."""
