exports.connect = async () => ({ statusCode: 200 });
exports.ping = async (event) => ({ statusCode: 200, body: event.body });
