// From the sources the live page is bundled when it is first asked for. The build puts the finished one in this place.
module.exports = require('../../live-page/bundle.cjs');
